"use strict";
/* The review page. All that it shows of a text is put in as text, never as markup. */
const $ = (id) => document.getElementById(id);
const GROUPS = [["doubtful", "Proposed"], ["likely", "Likely"], ["sure", "Sure"], ["by hand", "By hand"]];
const STATES = {
  proposed: "proposed, not made", refused: "not made", likely: "made; worth a look", sure: "made", hand: "corrected by hand",
};
const SAID = { accept: ", accepted", refuse: ", refused" };
const panes = { left: { node: $("left"), blocks: [], signs: [] }, right: { node: $("right"), blocks: [], signs: [] } };
let state = null;
let repairs = new Map();
let order = [];
let current = "";
let waiting = new Map(); // decided here, not yet answered by the press
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

async function settle() { // one question at a time; what is decided meanwhile goes together
  if (asking) return;
  asking = true;
  while (waiting.size) {
    const sent = new Map(waiting);
    try {
      take((await ask("decide", { verdicts: [...sent].map(([id, verdict]) => ({ id, verdict })) })).state, sent);
    } catch (error) {
      for (const id of sent.keys()) waiting.delete(id);
      tell(error.message);
      draw();
    }
  }
  asking = false;
}

async function change(name, body) { // a change that is not a verdict: after those that wait
  while (asking) await new Promise((done) => setTimeout(done, 30));
  asking = true;
  try {
    take((await ask(name, body)).state, new Map());
  } finally {
    asking = false;
  }
  settle();
}

function take(next, sent) {
  for (const [id, verdict] of sent) if (waiting.get(id) === verdict) waiting.delete(id);
  const at = repairs.get(current)?.raw;
  state = next;
  repairs = new Map(state.repairs.map((item) => [item.id, item]));
  patch(panes.left, state.left, leftBlock);
  patch(panes.right, state.right, rightBlock);
  if (!repairs.has(current)) current = nearest(at);
  draw();
  reveal();
}

function nearest(raw) {
  if (raw === undefined) return state.repairs[0]?.id ?? "";
  let best = "", distance = Infinity;
  for (const item of state.repairs) {
    if (Math.abs(item.raw - raw) < distance) [best, distance] = [item.id, Math.abs(item.raw - raw)];
  }
  return best;
}
