"""What the scripts and languages of the library ask of cleanup."""

from functools import partial

import pytest

from pipeline.clean import clean
from pipeline.clean.blocks.speech import restore_speech
from pipeline.clean.divisions.headings import mark_headings
from pipeline.clean.edit import apply, fix
from pipeline.clean.facts.calls import call_above
from pipeline.clean.facts.layout import CONTENTS_HEAD, colophon_start, contents
from pipeline.clean.facts.seam import goes_on
from pipeline.clean.notation.characters import expand_ligatures
from pipeline.clean.notation.directions import turn_lines
from pipeline.clean.notes.references import write_calls
from pipeline.clean.notes.ruling import raise_calls, rule_off_notes
from pipeline.clean.paragraphs.joins import join_pages
from pipeline.clean.paragraphs.lines import unwrap_lines
from pipeline.clean.paragraphs.punctuation import curl_quotes
from pipeline.clean.spelling.compounds import joint_before
from pipeline.clean.spelling.hyphens import join_line_hyphens, restore_hyphens
from pipeline.letters import LOWER, UPPER, columns, space_between
from pipeline.model import Source
from pipeline.report import Confidence

LIKELY, SURE = Confidence.LIKELY, Confidence.SURE


def joins(before: str, after: str, lang: str = "en", text: str = "") -> bool:
    """Say whether a paragraph is put together over a page."""
    verdict = goes_on(before, after, text, lang)
    return verdict is not None and verdict[0] is not Confidence.DOUBTFUL


@pytest.mark.parametrize("word", ["źródło", "ћирилица", "їжак", "ήταν", "ışık", "økonomi", "ąż"])
def test_a_small_letter_of_any_script_goes_on_with_a_sentence(word: str) -> None:
    assert goes_on("and so they had come to the", f"{word} of the town", "", "en") == (
        SURE, "the sentence goes on",
    )  # fmt: skip


@pytest.mark.parametrize("word", ["Źródło", "Ћирилица", "Їжак", "Ήταν", "İstanbul"])
def test_a_capital_of_any_script_is_no_small_letter(word: str) -> None:
    assert goes_on("and so they had come there", f"{word} of the town", "", "en") is None


def test_an_ordinal_sign_is_no_letter() -> None:
    assert "ª" not in LOWER and "º" not in LOWER and "É" not in LOWER and "É" not in UPPER[:3]


@pytest.mark.parametrize(
    ("before", "after", "lang"),
    [
        ("So steht es in dem Buch, vgl.", "Landauer, der es anders sah", "de"),
        ("So steht es in dem Buch auf S.", "17 der ersten Ausgabe von 1911", "de"),
        ("так сказано в этой книге на с.", "17 первого издания", "ru"),
        ("так было почти везде, т. е.", "Россия осталась при своём", "ru"),
        ("C’est écrit dans le livre, p. ex.", "Proudhon le dit", "fr"),
        ("Así lo dijo en el pueblo el Sr.", "García, y nadie le creyó", "es"),
        ("Tak jest napisane w książce, zob.", "Abramowski, który to widział", "pl"),
    ],
)
def test_an_abbreviation_ends_no_sentence_in_its_language(
    before: str, after: str, lang: str
) -> None:
    assert joins(before, after, lang)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Они жили там с самого 1918 г.", "Россия осталась при своём"),
        ("So war es schon immer bei den Leuten.", "Landauer sah es anders"),
        ("He lived in the house with the two cats.", "17 of them were grey"),
    ],
)
def test_a_sentence_that_ended_stays_apart(before: str, after: str) -> None:
    assert not joins(before, after)


GERMAN = "hat in der langen Geschichte dieses Landes und seiner Leute kein anderes " * 3


def test_a_german_noun_goes_on_with_its_sentence() -> None:
    assert joins(f"{GERMAN}und stärkeres", "Unternehmen auf die Sache gewirkt", "de")


def test_an_english_capital_alone_does_not() -> None:
    assert not joins(f"{GERMAN}und stärkeres", "Unternehmen auf die Sache gewirkt", "en")


def test_a_german_word_that_the_text_writes_small_opens_a_sentence() -> None:
    text = "und dagegen war nichts zu sagen, dagegen nicht, dagegen"
    assert not joins(f"{GERMAN}und stärkeres", "Dagegen ist nichts zu sagen, hiess es", "de", text)


ARABIC = "وكانت الجمعية التي تأسست في تلك السنة من أكبر الجمعيات التي عرفتها المدينة " * 3


def test_a_sentence_without_a_stop_goes_on_where_no_letter_is_small() -> None:
    verdict = goes_on(ARABIC.strip(), "في ذلك الوقت من تاريخها الطويل", "", "ar")
    assert verdict and verdict[0] is LIKELY


@pytest.mark.parametrize("before", [f"{ARABIC.strip()}؟", f"{ARABIC.strip()}.", "الفصل الأول"])
def test_one_that_ended_and_a_heading_stay_apart(before: str) -> None:
    assert not joins(before, "في ذلك الوقت من تاريخها الطويل", "ar")


@pytest.mark.parametrize("end", ["so sei es.“", "so sei es.«", "这样。”", "そうだ。」", "هكذا؟»"])
def test_a_quotation_closes_with_the_marks_of_its_language(end: str) -> None:
    assert not joins(f"{'es war der alte Gedanke der Leute, und ' * 6}{end}", "und dann kam er")


CHINESE = "严格意义上说这只是一个组织的核心它是处于人与人之间的\n"


def test_lines_of_chinese_are_put_together_without_a_space() -> None:
    joined = fix(unwrap_lines, CHINESE * 12)
    assert " " not in joined and "人之间的严格" in joined


def test_words_of_the_latin_script_keep_theirs() -> None:
    line = "as the men of the towns had done it all of them long before the State"
    assert "State as the" in fix(unwrap_lines, f"{line}\n" * 12)


@pytest.mark.parametrize(
    ("text", "space"),
    [
        ("我们使用\nDebian。以前的 Linux 也是 GNU 的", " "),
        ("我们使用\nDebian。以前的Linux也是GNU的", ""),
        ("我们说，\nDebian 是", ""),
        ("他说：\n“好。”", ""),
        ("그는\n말했다", " "),
        ("he said:\n“yes”", " "),
    ],
)
def test_what_stands_for_a_line_end_is_what_the_text_has_elsewhere(text: str, space: str) -> None:
    at = text.index("\n")
    assert space_between(text, at, at + 1) == space


def test_a_page_of_chinese_goes_on_without_a_space() -> None:
    text = f"{CHINESE.strip() * 9}\n\n\f\n\n人们在这个城市里生活了很久，谁也没有离开。"
    assert "处于人与人之间的\f人们" in fix(join_pages, text)


def test_a_chinese_letter_is_as_wide_as_two() -> None:
    assert columns("面包 and") == 8


@pytest.mark.parametrize(
    "line",
    ["人们在这个城市里生活了很久。1 谁也没有离开", "»So sei es«1 sagte er, und „das Recht“ auch"],
)
def test_a_mark_stands_behind_the_stops_and_quotation_marks_of_its_language(line: str) -> None:
    body = "as the men of the towns had done it all of them long before the State\n" * 9
    text = f"{body}{line}\n\n1 Siehe oben, 见上文.\n\f" + body
    assert "<sup>1</sup> " in fix(raise_calls, fix(rule_off_notes, text))


@pytest.mark.parametrize("lang", ["zh", "ja", "ko", "th"])
def test_a_language_that_sets_no_spaces_needs_no_dictionary(lang: str) -> None:
    cleaned, _, _ = clean(Source(CHINESE * 12 + "\n\n" + CHINESE * 3, lang=lang), lang=lang)
    assert "严格意义上说" in cleaned.body.text


def speech(text: str, lang: str) -> str:
    """Run the rule that puts back the dashes of speech on a text of a language."""
    source = Source(text, lang=lang)
    return apply(source, list(restore_speech(source))).text


def test_speech_that_an_extractor_took_for_a_list_has_its_dashes_again() -> None:
    text = "судьи.\n\n - Чего же вы хотите?  - спросил судья.\n\n - Только нашего права."
    assert speech(text, "ru") == (
        "судьи.\n\n— Чего же вы хотите? — спросил судья.\n\n— Только нашего права."
    )


def test_the_dash_is_the_one_that_the_text_has() -> None:
    text = "Han kom – sent – hem.\n\n- Vad vill ni då? frågade domaren."
    assert "– Vad vill ni då?" in speech(text, "sv")


def test_a_question_in_greek_ends_in_its_own_mark() -> None:
    asked = "- Τι θέλετε; ρώτησε ο δικαστής.\n\n- Το δίκιο μας."
    assert speech(asked, "el").startswith("— Τι θέλετε; ρώτησε")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("- das Brot; und das Land\n\n- le pain; et la terre", "fr"),
        ("- Το ψωμί και η γη.\n\n- Τι θέλετε;", "el"),
        ("- Le pain et la terre.\n\n- Que faire ?", "fr"),
        ("- What is it? asked the judge.\n\n- Nothing.", "en"),
        ("- хлеб и земля, - сказал он", "ru"),
    ],
)
def test_a_list_stays_a_list(text: str, lang: str) -> None:
    assert speech(text, lang) == text


def test_paragraphs_of_one_indented_line_stay_apart() -> None:
    said = "   — Que voulez-vous donc ?\n   — Rien que notre droit !\n   Nous nous réunissons\n"
    para = f"   {'Les hommes des villes avaient fait tout cela bien avant la venue'}\n"
    line = "de la grande révolution qui changea tout dans le pays entier et au\n"
    done = fix(unwrap_lines, f"{para}{line * 3}loin.\n" * 6 + said + line * 3)
    assert "donc ?\n\n— Rien que notre droit !\n\nNous nous réunissons de la" in done


@pytest.mark.parametrize(
    ("broken", "whole", "lang"),
    [
        ("explica-\nse", "explica-se", "pt"),
        ("clas-\nse", "classe", "pt"),
        ("кто-\nто", "кто-то", "ru"),
        ("dit-\nil", "dit-il", "fr"),
        ("Daten-\numfang", "Datenumfang", "de"),
        ("deutsch-\nfranzösisch", "deutsch-französisch", "de"),
        ("E-Mail-\nAdresse", "E-Mail-Adresse", "de"),
        ("Vor-\nund Nachteile", "Vor- und Nachteile", "de"),
        ("kontors-\ndatorer", "kontorsdatorer", "sv"),
        ("long-stand-\ning", "long-standing", "en"),
        ("up-to-\ndate", "up-to-date", "en"),
        ("not-for-\nprofit", "not-for-profit", "en"),
        ("copyleft-\nлицензией", "copyleft-лицензией", "ru"),
    ],
)
def test_a_broken_word_is_joined_as_its_language_writes_it(
    broken: str, whole: str, lang: str
) -> None:
    source = Source(f"{broken} x", lang=lang)
    assert apply(source, list(join_line_hyphens(source))).text == f"{whole} x"


def test_a_text_that_writes_such_compounds_with_a_hyphen_keeps_it() -> None:
    source = Source("de anarcho-\nsyndicalisten en anarcho-communisten", lang="nl")
    assert "anarcho-syndicalisten" in apply(source, list(join_line_hyphens(source))).text


@pytest.mark.parametrize("text", ['של הדו"ח הזה', "עמ' 17 של הספר"])
def test_the_mark_of_a_hebrew_abbreviation_is_no_quotation_mark(text: str) -> None:
    assert fix(curl_quotes, text) == text


def test_a_quotation_in_hebrew_has_its_marks() -> None:
    assert fix(curl_quotes, 'אמר: "שלום" והלך') == "אמר: “שלום” והלך"


TO_RIGHT, TO_LEFT, BACK = "\u202a", "\u202b", "\u202c"


def to_left(text: str) -> str:
    """Write the signs as the marks of a reader of PDF files: ``<`` to the left, ``|`` back."""
    return text.replace("<", TO_LEFT).replace(">", TO_RIGHT).replace("|", BACK)


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("<שלום> ,|עולם|", "שלום, עולם"),  # a stop between two words
        ("<עמ' > 23–17|של הספר|", "עמ' 17–23 של הספר"),  # from page to page
        ("<ה> ,19-|כך הם אומרים|", "ה-19, כך הם אומרים"),
        ("<الحرية> ١ .|ولما كان|", "الحرية. ١ ولما كان"),  # a note's mark
        ("<القيود>» ٢ .|لكل فرد|", "القيود. ٢ «لكل فرد"),  # brackets and marks are mirrored
        ("<)كما عرفوا(|", "(كما عرفوا)"),
        ("<من >www.example.org||", "من www.example.org"),
        ("<كتاب > Free Software|الحر|", "كتاب Free Software الحر"),
        ("٣ <مقدمة|", "مقدمة ٣"),  # word by word
        ("<العالم| <في|", "في العالم"),
        ("<ية|<والقر| <يق|<الطر|", "الطريق والقرية"),  # and piece by piece
    ],
)
def test_a_line_from_right_to_left_is_put_in_its_reading_order(seen: str, read: str) -> None:
    assert fix(turn_lines, to_left(seen)) == read


@pytest.mark.parametrize("text", ["שלום, עולם 17–23", "he said “so”", "a < b, c > d"])
def test_a_line_without_such_marks_stays(text: str) -> None:
    assert fix(turn_lines, text) == text


def test_a_word_of_hebrew_in_an_english_line_turns_nothing_else() -> None:
    text = to_left("the word <שלום| on pp. 17–23 (see there)")
    assert fix(turn_lines, text) == "the word שלום on pp. 17–23 (see there)"


def test_marks_that_do_not_pair_are_left_to_the_rule_that_drops_them() -> None:
    assert fix(turn_lines, f"{TO_LEFT}שלום") == f"{TO_LEFT}שלום"


ARABIC_LINE = "وكانت الجمعية التي تأسست في تلك السنة من أكبر الجمعيات التي عرفتها المدينة\n"


@pytest.mark.parametrize("digit", ["1", "١", "۱"])
def test_a_note_is_known_by_the_digits_of_its_script(digit: str) -> None:
    text = f"{ARABIC_LINE * 9}كانت. {digit} وكان\n{digit}انظر أيضا الكتاب.\n\n\f{ARABIC_LINE}"
    done = fix(raise_calls, fix(rule_off_notes, text))
    assert "كانت. <sup>1</sup> وكان" in done.replace("كانت.<sup>", "كانت. <sup>")
    assert "---\n\n<sup>1</sup> انظر" in done


@pytest.mark.parametrize("closed", [".”»", ".‘“", ".»"])
def test_a_mark_stands_behind_two_quotations_that_close(closed: str) -> None:
    text = f"{ARABIC_LINE * 9}كانت{closed} ١ وكان\n١انظر أيضا الكتاب.\n\n\f{ARABIC_LINE}"
    assert f"{closed}<sup>1</sup>" in fix(raise_calls, fix(rule_off_notes, text)).replace(" <", "<")


def test_a_number_that_no_note_has_is_no_mark_in_any_script() -> None:
    text = f"{ARABIC_LINE * 9}كانت. ٢ وكان\n١انظر أيضا الكتاب.\n\n\f{ARABIC_LINE}"
    assert fix(rule_off_notes, text) == text


@pytest.mark.parametrize("call", ["。1人们", "。\n1 人们", "。”1“人们"])
def test_a_mark_stands_before_a_letter_of_chinese(call: str) -> None:
    text = f"{CHINESE * 9}没有离开{call}在这里\n\n1 参见上文。\n\f{CHINESE * 3}"
    assert "<sup>1</sup>" in fix(raise_calls, fix(rule_off_notes, text)).partition("---")[0]


def test_a_number_in_a_chinese_sentence_is_no_mark() -> None:
    text = f"{CHINESE * 9}这里有1人没有离开。\n\n1 参见上文。\n\f{CHINESE * 3}"
    assert fix(rule_off_notes, text) == text


def test_a_closing_mark_alone_on_its_line_belongs_to_the_line_before() -> None:
    assert "离开。”人们" in fix(
        unwrap_lines, f"{CHINESE * 9}“没有离开。\n”人们在这里生活。\n{CHINESE}"
    )


@pytest.mark.parametrize("end", ["。", "。」", "؟", "۔", "“"])
def test_a_heading_stands_behind_the_stops_of_its_script(end: str) -> None:
    lines = f"{ARABIC_LINE * 8}كانت{end}\nالحرب\n{ARABIC_LINE * 3}"
    text = f"المحتويات\n\nمقدمة . . . ٣\nالحرب . . . ٩\n\nمقدمة\n\n{lines}"
    assert "\n## الحرب\n" in fix(mark_headings, text)


def test_a_conjunction_is_none_where_it_ends_a_word() -> None:
    assert joint_before("leuko", "ja", "", "fi") is None
    assert joint_before("koti", "ja", "", "fi") == "- "
    assert joint_before("pota", "to", "", "en") is None
    assert joint_before("pre", "and", "", "en") == "- "


def test_no_hyphen_is_put_into_a_compound_that_its_language_closes_up() -> None:
    line = "miesten ja naisten kaupungit olivat tehneet kaiken tämän jo kauan ennen va\n"
    long = "miesten ja naisten kaupungit olivat tehneet kaiken tämän jo huoltohallinnossa"
    text = f"{line * 9}{long} ja kaupungit olivat tehneet kaiken tämän jo kauan ennen sitä\n"
    source = Source(text, lang="fi")
    assert not [e for e in restore_hyphens(source) if e.confidence is not Confidence.DOUBTFUL]


@pytest.mark.parametrize(
    "head",
    [
        "Садржај",
        "Садржа\u006a",
        "目 錄",
        "Tartalomjegyzék",
        "Содржина",
        "İçindekiler",
        "## **目次**",
    ],
)
def test_a_contents_page_is_known_as_typesetters_name_it(head: str) -> None:
    """``babel`` writes a Latin j in the Serbian word, and sets spaces in the Chinese one."""
    assert CONTENTS_HEAD.search(f"\n{head}\n")


@pytest.mark.parametrize("line", ["目", "Садржај књиге", "The Contents of Books", "Indice puro"])
def test_a_line_with_such_a_word_in_it_is_no_head_of_contents(line: str) -> None:
    assert not CONTENTS_HEAD.search(f"\n{line}\n")


LAST_PAGES = (
    "Det Anarkistiska Biblioteket\nAnti-Copyright\n\nAnna\nByn\n\nHämtad från www.yelah.net",
    "Anarşist Kütüphane\nAnti-Copyright\n\nAyşe\nKöy\n\ntr.anarchistlibraries.net",
    "Edizioni Anarchismo\n\nAnna\nIl villaggio\n\nwww.edizionianarchismo.net",
    "المكتبة الأناركية\nضد حقوق النشر\n\nآنا\nالقرية\n\nar.example.org",
)


@pytest.mark.parametrize("page", LAST_PAGES)
def test_a_last_page_is_known_in_its_language(page: str) -> None:
    text = f"{CHINESE * 30}\n\n{page}\n"
    assert text[colophon_start(text) :] == f"{page}\n"


def test_a_text_that_names_a_library_in_its_last_lines_has_no_last_page() -> None:
    text = f"{CHINESE * 30}\n\nThe books stand in the Anarkistiska biblioteket of the town.\n"
    assert colophon_start(text) == len(text)


def test_a_greek_apostrophe_opens_a_word() -> None:
    source = Source("Θα 'ρθει, είπε, και τα 'λεγε όλα.", lang="el")
    assert "Θα ’ρθει, είπε, και τα ’λεγε" in apply(source, list(curl_quotes(source))).text


def test_the_works_of_a_reference_list_are_no_speech() -> None:
    text = "- А. Берг 1896. *Были, — сказал он*. Берн\n- Б. Дан 1955. *Могли*. Москва"
    assert speech(text, "ru") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ובכן היו הם שם כולם יחד באותה העת של השנה", "הארוכה ההיא."),
        ("그들은 그 긴 겨울 동안 모두 함께 그곳에 있었고 서로를 도왔으며 마침내 봄이", "이겼다."),
        ("ისინი ყველანი ერთად იყვნენ იქ იმ გრძელი ზამთრის განმავლობაში", "მთებში და ბარში."),
    ],
)
def test_where_no_letter_is_small_a_page_cuts_short_paragraphs_too(before: str, after: str) -> None:
    verdict = goes_on(before, after, "", "", page_ends=True)
    assert verdict and verdict[0] is LIKELY
    assert goes_on(before, after, "", "") is None
    assert goes_on(f"{before}.", after, "", "", page_ends=True) is None


FOREIGN = (
    "# Bánh mì\n\nMột người\n\n# Mục lục\n\nChương 1 . . . . . 3\nChương 2 . . . . . 5\n"
    "Chương 3 . . . . . 9\n\n# Chương 1\n\n"
)


def test_leaders_to_pages_make_a_contents_page_under_a_head_that_no_list_knows() -> None:
    start, _, entries = contents(FOREIGN) or (0, 0, ())
    assert FOREIGN[start:].startswith("# Mục lục") and len(entries) == 3


def test_negative_leaders_to_figures_that_fall_are_no_contents_page() -> None:
    prices = FOREIGN.replace("# Mục lục", "Giá").replace(". 5", ". 2")
    assert contents(prices) is None


@pytest.mark.parametrize("mark", ["»[1]", "。[1]", "»¹", "“¹", "։¹", "।¹", "。^{1}"])
def test_a_mark_stands_behind_the_stops_and_quotes_of_any_language(mark: str) -> None:
    text = f"слово{mark} и так"
    assert "<sup>1</sup>" in fix(partial(write_calls, labels={"1": 1}), text)


def test_negative_a_figure_at_the_head_of_a_bracket_is_no_mark() -> None:
    rule = partial(write_calls, labels={"1": 1})
    assert fix(rule, "см. ([1] и [2])") == "см. ([1] и [2])"


def test_a_name_in_one_block_with_the_rights_is_the_librarys_though_no_list_knows_it() -> None:
    text = "Хлеб и розы.\n\n" * 9 + "Полка\nАнтикопирайт\n\nМы\nХлеб\n1902\n\nexample.org\n"
    assert text[colophon_start(text) :].startswith("Полка\n")


@pytest.mark.parametrize("above", ["И хлеб.", "И хлеб\n\n", "Раз\nДва"])
def test_negative_a_sentence_or_a_block_of_its_own_over_the_rights_is_no_librarys_name(
    above: str,
) -> None:
    text = "Хлеб и розы.\n\n" * 9 + f"{above}\nАнтикопирайт\n\nМы\nХлеб\n1902\n\nexample.org\n"
    assert text[colophon_start(text) :].startswith("Антикопирайт\n")


def test_a_mark_may_open_the_line_behind_its_sentence() -> None:
    assert call_above("ein Haus.\n4 Und so war es", 0, 25, 4)


@pytest.mark.parametrize("text", ["ein Haus\n4 Und so", "ein Haus.\n4 und so", "ein Haus.\n4. Und"])
def test_negative_a_figure_that_opens_a_line_in_a_sentence_is_no_mark(text: str) -> None:
    assert call_above(text, 0, len(text), 4) is None


def test_a_page_cuts_a_word_at_any_hyphen() -> None:
    text = f"# A\n\n{GERMAN}und er war im Dun‐\n\n\f\n\nkel der Nacht.\n"
    cleaned, _, _ = clean(Source(text), lang="de")
    assert "Dun\fkel der" in cleaned.body.text


def test_negative_a_number_with_a_block_to_itself_is_no_end_of_a_sentence() -> None:
    before = "and so the men of the towns came to the land of the"
    assert joins(before, "1848 rising, which nobody had foreseen")
    assert not joins(before, "1848\n\nThe rising that nobody had foreseen")


@pytest.mark.parametrize(("lang", "kept"), [("zh", True), ("ja", True), ("en", False)])
def test_two_marks_in_one_are_meant_in_chinese_and_japanese(lang: str, kept: bool) -> None:
    assert (not list(expand_ligatures(Source("面包‼", lang=lang)))) is kept
