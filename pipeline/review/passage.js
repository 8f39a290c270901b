/* Writing a passage of the reading text anew */
let taken = null; // the passage: its stream, its first and last block in the pane, what it read
let clicked = null; // the block that was clicked

function takeBlock(block) {
  clicked?.classList.remove("at");
  clicked = block;
  block?.classList.add("at");
}

const textOf = (block) => block[3].map((segment) => (typeof segment === "string" ? segment : segment[0])).join("");
const lengthOf = (text) => [...text].length; // in characters, as the press counts them
const unitsOf = (text, count) => [...text].slice(0, count).join("").length; // as the browser counts them
const endOf = (block) => block[1] + lengthOf(textOf(block));
const PREFIX = /^(?:#{1,6} +|> ?|[-*+•] +|\d{1,3}[.)] +)/;
const KINDS = {
  paragraph: (lines) => lines.join(" "),
  heading1: (lines) => `# ${lines.join(" ")}`,
  heading2: (lines) => `## ${lines.join(" ")}`,
  heading3: (lines) => `### ${lines.join(" ")}`,
  heading4: (lines) => `#### ${lines.join(" ")}`,
  quotation: (lines) => lines.map((line) => `> ${line}`).join("\n"),
  list: (lines) => lines.map((line) => `- ${line}`).join("\n"),
  numbered: (lines) => lines.map((line, index) => `${index + 1}. ${line}`).join("\n"),
  verse: (lines) => lines.map((line, index) => (index < lines.length - 1 ? `${line}\\` : line)).join("\n"),
};

function blocksAt(chosen) { // the blocks that a selection touches, or the one that is meant
  const { blocks, node } = panes.right;
  if (chosen) {
    const inside = blocks.map((block, index) => [block, index])
      .filter(([block]) => block[2] === chosen.stream && block[1] < chosen.end && endOf(block) > chosen.start);
    if (inside.length) return [inside[0][1], inside.at(-1)[1]];
  }
  const mark = clicked?.isConnected ? clicked : marksOf(panes.right, current)[0]?.closest(".b");
  const index = mark ? [...node.children].indexOf(mark) : blockAt(panes.right, repairs.get(current)?.raw);
  return [index, index];
}

async function rewrite(chosen) {
  if (ended || !panes.right.blocks.length) return;
  tell("");
  const [first, last] = blocksAt(chosen);
  const { blocks } = panes.right;
  const stream = blocks[first][2];
  const mark = chosen ? null : marksOf(panes.right, current)[0];
  try {
    const got = await ask("passage", { stream, start: blocks[first][1], end: endOf(blocks[last]) });
    taken = { stream, first, last, start: got.start, was: got.text, raw: blocks[first][0] };
  } catch (error) { tell(error.message); return; }
  const field = $("passage-text");
  field.value = taken.was;
  $("kind").value = "";
  $("new-note").hidden = true;
  $("note-text").value = "";
  $("passage-wrong").hidden = true;
  $("passage").showModal();
  fit(field);
  field.focus();
  let [from, to] = chosen ? [chosen.start - taken.start, chosen.end - taken.start] : [0, 0];
  if (mark && !clicked) {
    from = offsetIn(mark.closest(".b"), mark, 0);
    to = from + lengthOf(mark.textContent);
  }
  field.setSelectionRange(unitsOf(taken.was, from), unitsOf(taken.was, to));
}

function fit(field) { field.style.height = "auto"; field.style.height = `${Math.min(field.scrollHeight + 4, innerHeight * 0.5)}px`; }

async function widen(by) { // to the next block of the same text, before or behind
  const { blocks } = panes.right;
  let index = by < 0 ? taken.first : taken.last;
  do index += by; while (blocks[index] && blocks[index][2] !== taken.stream);
  if (!blocks[index]) return;
  const [first, last] = by < 0 ? [index, taken.last] : [taken.first, index];
  try {
    const got = await ask("passage", { stream: taken.stream, start: blocks[first][1], end: endOf(blocks[last]) });
    const field = $("passage-text"), more = got.text.length - taken.was.length;
    const at = by < 0 ? more : field.value.length;
    field.value = by < 0 ? got.text.slice(0, more) + field.value : field.value + got.text.slice(-more);
    taken = { ...taken, first, last, start: got.start, was: got.text, raw: blocks[first][0] };
    fit(field);
    field.focus();
    field.setSelectionRange(at, at);
  } catch (error) { wrong(error.message); }
}

function wrong(text) {
  $("passage-wrong").textContent = text;
  $("passage-wrong").hidden = !text;
}

function turnInto(kind) { // the blocks of the passage that the caret or the selection touches
  const field = $("passage-text"), text = field.value;
  const from = text.lastIndexOf("\n\n", Math.max(0, field.selectionStart - 1));
  const to = text.indexOf("\n\n", field.selectionEnd);
  const start = from < 0 ? 0 : from + 2, end = to < 0 ? text.length : to;
  const made = text.slice(start, end).split(/\n{2,}/).map((block) => {
    const lines = block.split("\n").map((line) => line.trim().replace(PREFIX, "").replace(/\s*\\$/, "")).filter(Boolean);
    return lines.length ? KINDS[kind](lines) : block;
  }).join(kind === "list" || kind === "numbered" ? "\n" : "\n\n");
  field.setRangeText(made, start, end, "end");
  fit(field);
  field.focus();
}

function callNote() {
  const field = $("passage-text"), at = field.selectionEnd;
  const labels = panes.right.blocks.flatMap((block) => [...textOf(block).matchAll(/<sup>(\d+)<\/sup>/g)].map((found) => Number(found[1])));
  const label = String(Math.max(0, ...labels) + 1);
  field.setRangeText(`<sup>${label}</sup>`, at, at, "end");
  field.focus();
  field.setSelectionRange(at + 5, at + 5 + label.length);
  $("new-note").hidden = false;
}

async function addNote(text, now) { // behind the note before it, or as the first of all
  const label = /<sup>([^<]+)<\/sup>/g;
  const old = new Set([...taken.was.matchAll(label)].map((found) => found[1]));
  const fresh = [...now.matchAll(label)].map((found) => found[1]).find((found) => !old.has(found));
  const note = `<sup>${fresh ?? "1"}</sup> ${text}`;
  const notes = panes.right.blocks.filter((block) => block[2] === "notes");
  const before = notes.filter((block) => block[0] <= taken.raw).at(-1);
  const beside = before ?? notes[0];
  const was = beside ? textOf(beside) : "";
  const noted = !beside ? note : before ? `${was}\n\n${note}` : `${note}\n\n${was}`;
  await change("edit", { stream: "notes", start: beside?.[1] ?? 0, was, now: noted });
}

async function save(now) {
  const note = $("new-note").hidden ? "" : $("note-text").value.trim();
  try {
    if (now !== taken.was) await change("edit", { stream: taken.stream, start: taken.start, was: taken.was, now });
    if (note) await addNote(note, now);
    $("passage").close();
    getSelection().removeAllRanges();
    takeBlock(null);
    $("said").textContent = "Written.";
  } catch (error) { wrong(error.message); }
}

$("passage-form").addEventListener("submit", (event) => { event.preventDefault(); save($("passage-text").value); });
$("passage").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("passage-form").requestSubmit(); }
});
$("passage-text").addEventListener("input", () => fit($("passage-text")));
$("kind").addEventListener("change", () => { if ($("kind").value) turnInto($("kind").value); $("kind").value = ""; });
$("block-before").addEventListener("click", () => widen(-1));
$("block-behind").addEventListener("click", () => widen(1));
$("call-note").addEventListener("click", callNote);
$("remove").addEventListener("click", () => save(taken.was.replace(/[^‖]+/g, "")));
$("passage-cancel").addEventListener("click", () => $("passage").close());

/* The title page */
const FIELDS = ["title", "subtitle", "authors", "translators", "date", "published", "lang", "keywords"];
async function describe() {
  if (ended) return;
  try {
    const { metadata, read } = await ask("described", {});
    const lines = (value) => Array.isArray(value) ? value.join("\n") : value ?? "";
    for (const name of FIELDS) {
      $(`m-${name}`).value = lines(metadata[name]);
      $(`m-${name}`).placeholder = lines(read[name]);
    }
    $("title-wrong").hidden = true;
    $("title-page").showModal();
    $("m-title").focus();
  } catch (error) { tell(error.message); }
}

$("title-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await change("describe", { metadata: Object.fromEntries(FIELDS.map((name) => [name, $(`m-${name}`).value])) });
    $("title-page").close();
  } catch (error) {
    $("title-wrong").textContent = error.message;
    $("title-wrong").hidden = false;
  }
});
$("title-cancel").addEventListener("click", () => $("title-page").close());

/* Another page, or another program, may have written meanwhile */
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || ended || refreshing || !state) return;
  try { take((await ask("state")).state); } catch (error) { tell(error.message); }
});
