(function () {
  "use strict";
  var byId = function (id) { return document.getElementById(id); };
  var page = document.documentElement, box = byId("frames");
  var frames = Array.prototype.map.call(box.children, function (node) {
    return {
      node: node,
      x: parseFloat(node.getAttribute("x")),
      w: parseFloat(node.getAttribute("width")),
      y: parseFloat(node.getAttribute("y")),
      name: node.querySelector("text").textContent,
      title: node.querySelector("title").textContent
    };
  });
  var SLACK = 1e-3, zoomed = { x: 0, w: 100, y: -1 };

  function draw() {
    var pixels = page.getBoundingClientRect().width / 100;
    frames.forEach(function (f) {
      var inside = f.x >= zoomed.x - SLACK && f.x + f.w <= zoomed.x + zoomed.w + SLACK;
      var above = f.y < zoomed.y && f.x <= zoomed.x + SLACK
        && f.x + f.w >= zoomed.x + zoomed.w - SLACK;
      var shown = above || inside && f.y >= zoomed.y;
      var scale = 100 / zoomed.w, width = above ? 100 : f.w * scale;
      f.node.classList.toggle("out", !shown);
      f.node.classList.toggle("above", above);
      f.node.classList.toggle("thin", width * pixels < 26);
      f.node.setAttribute("x", (above ? 0 : (f.x - zoomed.x) * scale) + "%");
      f.node.setAttribute("width", width + "%");
    });
  }

  function zoom(f) {
    zoomed = f;
    draw();
  }

  function search() {
    var asked = window.prompt("Functions whose name has this in it:", "");
    if (asked === null) {
      return;
    }
    var word = asked.toLowerCase(), share = 0, count = 0, end = -1;
    box.classList.toggle("searching", word !== "");
    frames.forEach(function (f) {
      var hit = word !== "" && f.name.toLowerCase().indexOf(word) >= 0;
      f.node.classList.toggle("hit", hit);
      if (hit) {
        count++;
        if (f.x >= end - SLACK) { // what is below another hit is in its width
          share += f.w;
          end = f.x + f.w;
        }
      }
    });
    byId("found").textContent =
      word === "" ? "" : count + " frames, " + share.toFixed(2) + "% of the run";
  }

  function whole() {
    zoom({ x: 0, w: 100, y: -1 });
  }

  function button(id, action) {
    byId(id).addEventListener("click", action);
    byId(id).addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        action();
      }
    });
  }

  frames.forEach(function (f) {
    f.node.addEventListener("click", function () { zoom(f); });
    f.node.addEventListener("mouseenter", function () {
      byId("detail").textContent = f.title.split("\n").slice(0, 2).join(": ");
    });
  });
  button("search", search);
  button("reset", whole);
  window.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      whole();
    } else if (event.key === "/") {
      event.preventDefault();
      search();
    }
  });
  window.addEventListener("resize", draw);
  byId("bar").setAttribute("visibility", "visible");
  draw();
})();
