"use strict";
/* The review page. All that it shows of a text is put in as text, never as markup. */
const $ = (id) => document.getElementById(id);
const GROUPS = [["orphan", "No longer fits"], ["other", "The other extraction"], ["doubtful", "Proposed"], ["likely", "Likely"], ["found", "Found: for a person to look at"], ["sure", "Sure"], ["by hand", "By hand"]];
const STATES = {
  proposed: "proposed, not made", refused: "not made", likely: "made; worth a look", sure: "made", hand: "corrected by hand", told: "the two disagree; correct it by hand where it is wrong, or leave it as it is", found: "mend it by hand where it is wrong, or leave it as it is", orphan: "decided for another state of the text",
};
const SAID = { accept: ", accepted", refuse: ", refused" };
const panes = { left: { node: $("left"), blocks: [], signs: [] }, right: { node: $("right"), blocks: [], signs: [] } };
let state = null;
let repairs = new Map();
let order = [];
let current = "";
let waiting = new Map(); // decided here, not yet in the text: the verdict, and its number once it is on disk
let written = 0; // how many decisions are on disk
let refreshing = false;
let asking = false;
let ended = false;
let place = null; // what the editor corrects

/* Talking to the press */
async function ask(name, body) {
  let answer;
  try {
    answer = await fetch(name, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Error("Handpress has ended: nothing more can be decided here.");
  }
  if (!answer.headers.get("Content-Type").startsWith("application/json")) throw new Error(await answer.text());
  const told = await answer.json();
  if (told.error) throw new Error(told.error + (told.cure ? `\n${told.cure}` : ""));
  return told;
}

async function settle() { // sent at once, and on disk when it is answered; the clean text follows
  if (asking) return;
  asking = true;
  for (;;) {
    const sent = [...waiting].filter(([, made]) => made.number === null);
    if (!sent.length) break;
    try {
      const told = await ask("decide", { verdicts: sent.map(([id, made]) => ({ id, verdict: made.verdict })) });
      for (const [, made] of sent) made.number = told.number;
      written = Math.max(written, told.number);
    } catch (error) {
      for (const [id, made] of sent) if (waiting.get(id) === made) waiting.delete(id);
      tell(error.message);
      draw();
    }
  }
  asking = false;
  refresh();
}

async function change(name, body) { // a change that is not a verdict: after those that wait
  while (asking) await new Promise((done) => setTimeout(done, 20));
  asking = true;
  try {
    written = Math.max(written, (await ask(name, body)).number);
  } finally {
    asking = false;
  }
  settle();
}

async function refresh() { // the press cleans while the person goes on; all that waits goes together
  if (refreshing || !state) return;
  refreshing = true;
  $("busy").hidden = false;
  try {
    while (state.number < written && !ended) take((await ask("state")).state);
  } catch (error) { if (!ended) tell(error.message); }
  refreshing = false;
  $("busy").hidden = true;
}

function orphaned(item) { // shown among the repairs, and before them
  return { ...item, confidence: "orphan", group: "orphan", state: "orphan", verdict: "", applied: false, twins: 1, evidence: item.told,
    raw: item.near?.raw, place: item.near?.place ?? `line ${item.line} of the file` };
}

const rank = (item) => GROUPS.findIndex(([kind]) => kind === item.group);

function take(next) {
  for (const [id, made] of waiting) if (made.number !== null && made.number <= next.number) waiting.delete(id);
  written = Math.max(written, next.number);
  const at = repairs.get(current)?.raw;
  state = next;
  state.repairs = [...state.orphans.map(orphaned), ...state.repairs, ...state.findings].sort((one, other) => rank(one) - rank(other));
  repairs = new Map(state.repairs.map((item) => [item.id, item]));
  keeping(() => {
    patch(panes.left, state.left, leftBlock);
    patch(panes.right, state.right, rightBlock);
  });
  const gone = !repairs.has(current);
  if (gone) current = nearest(at);
  draw();
  reveal(!gone);
}

function nearest(raw) {
  if (raw === undefined || state.orphans.length) return state.repairs[0]?.id ?? "";
  let best = "", distance = Infinity;
  for (const item of state.repairs) {
    if (Math.abs(item.raw - raw) < distance) [best, distance] = [item.id, Math.abs(item.raw - raw)];
  }
  return best;
}
