// Words on the canvas, in pixels of the screen whatever the zoom: most connected first, each where it covers nothing, else not at all.

const FONT = "13px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";
const SMALL = "12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";
const LINE = 15;
const CELL = 80;

// Boxes taken so far, found by the cells of a grid.
function occupied() {
  const cells = new Map();
  const over = (box, act) => {
    for (let x = Math.floor(box.x0 / CELL); x <= Math.floor(box.x1 / CELL); x++) {
      for (let y = Math.floor(box.y0 / CELL); y <= Math.floor(box.y1 / CELL); y++) if (act(`${x},${y}`)) return true;
    }
    return false;
  };
  return {
    add: (box) => over(box, (key) => void (cells.get(key)?.push(box) ?? cells.set(key, [box]))),
    free: (box, owner) => !over(box, (key) => (cells.get(key) ?? []).some((b) => b.owner !== owner && b.x0 < box.x1 && box.x0 < b.x1 && b.y0 < box.y1 && box.y0 < b.y1)),
  };
}

const widths = new Map();
function width(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

// Where a label may stand about a node of radius r: below, above, right, left.
function spotsAround(x, y, r, w, h) {
  return [[x, y + r + 3 + h / 2], [x, y - r - 3 - h / 2], [x + r + 4 + w / 2, y], [x - r - 4 - w / 2, y]];
}

function boxAt([x, y], w, h, owner) {
  return { x0: x - w / 2 - 1, x1: x + w / 2 + 1, y0: y - h / 2, y1: y + h / 2, x, y, owner };
}

const fitsIn = (box, { w, h }) => box.x0 >= 0 && box.y0 >= 0 && box.x1 <= w && box.y1 <= h;

function write(context, box, lines, paint) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  lines.forEach((line, i) => {
    const y = box.y + (i - (lines.length - 1) / 2) * LINE;
    context.strokeStyle = paint.halo;
    context.lineWidth = 3.5;
    context.strokeText(line, box.x, y);
    context.fillStyle = paint.fore;
    context.fillText(line, box.x, y);
  });
}

// items: {id, x, y, r, lines, must, faint}, in order of right of way. Returns the boxes drawn.
function drawNodeLabels(context, items, taken, paint, size) {
  context.font = FONT;
  for (const item of items) if (!item.faint) taken.add({ x0: item.x - item.r, x1: item.x + item.r, y0: item.y - item.r, y1: item.y + item.r, owner: item.id });
  const drawn = [];
  for (const item of items) {
    if (item.faint || !item.lines.length || item.x < -50 || item.y < -50 || item.x > size.w + 50 || item.y > size.h + 50) continue;
    const w = Math.max(...item.lines.map((line) => width(context, line)));
    const h = LINE * item.lines.length;
    const boxes = spotsAround(item.x, item.y, item.r, w, h).map((spot) => boxAt(spot, w, h, item.id));
    const box = boxes.find((b) => fitsIn(b, size) && taken.free(b, item.id)) ?? (item.must ? boxes[0] : null);
    if (!box) continue;
    taken.add(box);
    write(context, box, item.lines, paint);
    drawn.push({ id: item.id, x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1, px: 13 });
  }
  return drawn;
}

// items: {id, x, y, text, must}. Labels of lines stand on the line, near its middle.
function drawLineLabels(context, items, taken, paint) {
  context.font = SMALL;
  const drawn = [];
  for (const item of items) {
    const w = width(context, item.text);
    const boxes = [0, -14, 14, -28, 28].map((dy) => boxAt([item.x, item.y + dy], w + 4, LINE, item.id));
    const box = boxes.find((b) => taken.free(b, item.id)) ?? (item.must ? boxes[0] : null);
    if (!box) continue;
    taken.add(box);
    write(context, box, [item.text], paint);
    drawn.push({ id: item.id, x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y1, px: 12 });
  }
  return drawn;
}
