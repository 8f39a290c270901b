/* Panes */
function patch(pane, blocks, make) { // only the blocks that read otherwise than before
  const signs = blocks.map((block) => JSON.stringify(block.slice(pane.node === $("left") ? 1 : 2)));
  let head = 0, tail = 0;
  const least = Math.min(signs.length, pane.signs.length);
  while (head < least && signs[head] === pane.signs[head]) head++;
  while (tail < least - head && signs.at(-1 - tail) === pane.signs.at(-1 - tail)) tail++;
  const same = pane.signs.length === signs.length;
  const old = [...pane.node.children].slice(head, pane.node.children.length - tail);
  const fresh = document.createDocumentFragment();
  for (let index = head; index < blocks.length - tail; index++) {
    const changed = !same || signs[index] !== pane.signs[index];
    fresh.append(changed ? make(blocks[index]) : old[index - head]);
  }
  const behind = pane.node.children[pane.node.children.length - tail] ?? null;
  const top = pane.node.scrollTop;
  for (const node of old) if (node.parentNode === pane.node) node.remove(); // one that stays has moved over
  pane.node.insertBefore(fresh, behind);
  pane.node.scrollTop = top;
  pane.blocks = blocks;
  pane.signs = signs;
}

/* What a person has selected stays so, where a refresh makes its blocks anew and they read as before */
function keeping(making) {
  const chosen = selected(), words = String(getSelection());
  making();
  if (!chosen || selected()) return;
  getSelection().setBaseAndExtent(...placeOf(chosen.stream, chosen.start), ...placeOf(chosen.stream, chosen.end));
  if (String(getSelection()) !== words) getSelection().removeAllRanges();
}

function placeOf(stream, at) { // the node and the offset in it that selected() counts as this place
  const name = stream === "witness" ? "left" : "right", { node, blocks } = panes[name];
  const index = blocks.map((block) => begins(name, block)).findLastIndex((place) => place.stream === stream && place.at <= at);
  if (index < 0) return [node, 0];
  const walker = document.createTreeWalker(node.children[index], NodeFilter.SHOW_TEXT);
  let left = at - begins(name, blocks[index]).at, text = null;
  while ((text = walker.nextNode()) && lengthOf(text.data) < left) left -= lengthOf(text.data);
  return text ? [text, unitsOf(text.data, left)] : [node.children[index], 0];
}

function fill(node, segments, words) {
  for (const segment of segments) {
    if (typeof segment === "string") { words(node, segment); continue; }
    const mark = document.createElement("span");
    mark.className = `m ${segment[2]}`;
    mark.dataset.r = segment[1];
    words(mark, segment[0]);
    node.append(mark);
  }
  return node;
}

function part(node, className, text) {
  node.append(element("span", className, text));
}

function plain(node, text) {
  for (const piece of text.split(/(\f)/)) {
    if (piece === "\f") part(node, "turn", piece); else if (piece) node.append(piece);
  }
}

/* What the reading text means, shown; each character stays, since places are counted in them. */
const MARKUP = /(<sup>)([^<\n]{1,8})(<\/sup>)|^(#{1,6} )|(\*{1,2})([^*\n]+)(\*{1,2})/;
function set(node, text) {
  for (let rest = text; rest;) {
    const found = MARKUP.exec(rest);
    plain(node, found ? rest.slice(0, found.index) : rest);
    if (!found) return;
    const [whole, opened, raised, closed, head, star, slanted, end] = found;
    if (raised) { part(node, "tag", opened); part(node, "raised", raised); part(node, "tag", closed); }
    else if (head) part(node, "dim", head);
    else { part(node, "dim", star); part(node, "slanted", slanted); part(node, "dim", end); }
    rest = rest.slice(found.index + whole.length);
  }
}

function expect(node, segments, letters, height) { // how tall it will be, until it comes into view
  const length = segments.reduce((sum, segment) => sum + (typeof segment === "string" ? segment : segment[0]).length, 0);
  node.style.containIntrinsicSize = `auto ${Math.max(1, Math.ceil(length / letters)) * height}px`;
}

function leftBlock([, kind, number, page, segments]) {
  const node = document.createElement("div");
  node.className = `b ${kind}`;
  node.dataset.line = number;
  if (page) node.dataset.page = page;
  expect(node, segments, 66, 20);
  return fill(node, segments, plain);
}

function rightBlock([, , stream, segments]) {
  const node = document.createElement("div");
  node.className = `b ${stream}`;
  expect(node, segments, 78, 24);
  const first = segments[0];
  if (stream === "body" && /^#{1,6}\s/.test(typeof first === "string" ? first : first?.[0] ?? "")) node.classList.add("head");
  return fill(node, segments, set);
}

const marksOf = (pane, id) => pane.node.querySelectorAll(`[data-r~="${CSS.escape(id)}"]`);

function reveal(still) { // still: what the person looks at stays where it is
  const item = repairs.get(current);
  for (const node of document.querySelectorAll(".m.now")) node.classList.remove("now");
  if (!item) return;
  if (!still) leader = null;
  for (const pane of Object.values(panes)) {
    const marks = marksOf(pane, current);
    for (const mark of marks) mark.classList.add("now");
    if (still) continue;
    if (!marks.length && item.raw === null) continue; // it is said of the whole text
    const target = marks[0] ?? pane.node.children[blockAt(pane, item.raw)];
    centre(pane.node, target);
    requestAnimationFrame(() => centre(pane.node, target)); // now that what is around has its height
  }
}

function centre(node, target) {
  if (!target?.isConnected) return;
  target.scrollIntoView({ block: "center", inline: "nearest" });
}

function blockAt(pane, raw) { // the last block that begins before this place of the witness
  let found = 0;
  pane.blocks.forEach((block, index) => { if (block[0] <= (raw ?? 0)) found = index; });
  return found;
}

/* The two texts scroll in step, led by the one that the person scrolls */
let leader = null;
for (const [name, pane] of Object.entries(panes)) {
  for (const kind of ["wheel", "pointerdown", "touchmove", "keydown"]) {
    pane.node.addEventListener(kind, () => { leader = name; }, { passive: true });
  }
  pane.node.addEventListener("scroll", () => { if (leader === name) requestAnimationFrame(() => follow(name, 4)); }, { passive: true });
  pane.node.addEventListener("click", (event) => {
    const mark = event.target.closest(".m");
    takeBlock(name === "right" && !mark ? event.target.closest(".b") : null);
    if (mark && getSelection().isCollapsed) go(mark.dataset.r.split(" ").find((id) => order.includes(id)) ?? mark.dataset.r.split(" ")[0], "list");
  });
}

function follow(name, times) { // again, since what comes into view takes its height only then
  if (leader !== name) return;
  const pane = panes[name], other = panes[name === "left" ? "right" : "left"];
  const box = pane.node.getBoundingClientRect();
  const block = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 3)?.closest(".b");
  if (!block || !pane.node.contains(block)) return;
  const index = [...pane.node.children].indexOf(block);
  const from = pane.blocks[index][0], to = pane.blocks[index + 1]?.[0] ?? from + 1;
  const within = block.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (box.top + box.height / 3 - within.top) / Math.max(1, within.height)));
  align(other, from + share * Math.max(0, to - from));
  if (times > 1) requestAnimationFrame(() => follow(name, times - 1));
}

function align(pane, raw) {
  const index = blockAt(pane, raw), target = pane.node.children[index];
  if (!target) return;
  const start = pane.blocks[index][0], end = pane.blocks[index + 1]?.[0] ?? start + 1;
  const rect = target.getBoundingClientRect(), frame = pane.node.getBoundingClientRect();
  const part = Math.min(1, Math.max(0, (raw - start) / Math.max(1, end - start)));
  pane.node.scrollTop += rect.top + part * rect.height - frame.top - frame.height / 3;
}
