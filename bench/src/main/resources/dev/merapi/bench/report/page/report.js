"use strict";

// Charts: tells the part that is pointed at or focused, and moves from part to part by keys.
const charts = [...document.querySelectorAll(".chart")];
for (const chart of charts) {
  const readout = chart.querySelector(".readout");
  const bars = [...chart.querySelectorAll(".bar, .area")]
    .map((bar) => [...bar.querySelectorAll(".part")])
    .filter((parts) => parts.length > 0);
  const hint =
    chart === charts[0] ? "Point at a part of a chart, or reach it with Tab and the arrow keys." : "";

  const partOf = (event) => event.target.closest?.(".part");
  const tell = (part) => {
    readout.textContent = part ? part.getAttribute("aria-label") : hint;
  };
  const focused = () => bars.flat().find((part) => part === document.activeElement);

  const move = (part, key) => {
    const row = bars.findIndex((parts) => parts.includes(part));
    const column = bars[row].indexOf(part);
    const inRow = (index) => bars[index]?.[Math.min(column, bars[index].length - 1)];
    switch (key) {
      case "ArrowRight":
        return bars[row][column + 1];
      case "ArrowLeft":
        return bars[row][column - 1];
      case "ArrowDown":
        return inRow(row + 1);
      case "ArrowUp":
        return inRow(row - 1);
      case "Home":
        return bars[0][0];
      case "End":
        return bars.at(-1).at(-1);
      default:
        return null;
    }
  };

  chart.addEventListener("pointerover", (event) => tell(partOf(event) ?? focused()));
  chart.addEventListener("pointerleave", () => tell(focused()));
  chart.addEventListener("focusin", (event) => tell(partOf(event)));
  chart.addEventListener("focusout", () => tell(null));
  chart.addEventListener("keydown", (event) => {
    const part = partOf(event);
    if (!part || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"];
    if (!keys.includes(event.key)) {
      return;
    }
    event.preventDefault();
    const next = move(part, event.key);
    if (next) {
      part.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    }
  });
  tell(null);
}

// What is folded away belongs on paper.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  opened.forEach((details) => (details.open = true));
});
addEventListener("afterprint", () => {
  opened.forEach((details) => (details.open = false));
  opened = [];
});
