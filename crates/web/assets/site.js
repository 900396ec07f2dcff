// Niceties only: every page works without this file.
(function (d) {
  "use strict";
  var root = d.documentElement;
  var all = function (q, f) { Array.prototype.forEach.call(d.querySelectorAll(q), f); };

  // Theme: as the system, light, dark.
  function theme(name, keep) {
    if (name) root.dataset.theme = name; else delete root.dataset.theme;
    if (keep) try { name ? localStorage.setItem("theme", name) : localStorage.removeItem("theme"); } catch (e) { /* not kept */ }
    all("[data-mr=theme]", function (b) { b.setAttribute("aria-pressed", String(b.dataset.theme === name)); });
  }
  theme(root.dataset.theme || "", false);

  d.addEventListener("click", function (e) {
    var b = e.target.closest("[data-mr]");
    if (b && b.dataset.mr === "theme") theme(b.dataset.theme, true);
    if (b && b.dataset.mr === "print") print();
  });

  // A form that is on its way is not sent twice; Back makes it usable again.
  d.addEventListener("submit", function (e) {
    var f = e.target;
    if (f.method !== "post") return;
    if (f.dataset.sent) e.preventDefault();
    f.dataset.sent = "1";
  });
  addEventListener("pageshow", function () { all("form[data-sent]", function (f) { delete f.dataset.sent; }); });

  // Errors: the summary takes the focus; its links go into the wrong box, with the label in view.
  var errors = d.getElementById("errors");
  if (errors) {
    errors.focus();
    errors.addEventListener("click", function (e) {
      var box = e.target.hash && d.getElementById(e.target.hash.slice(1));
      if (!box) return;
      e.preventDefault();
      (box.closest("fieldset, .govuk-form-group") || box).scrollIntoView();
      box.focus({ preventScroll: true });
    });
  }

  // After an htmx swap: the new count goes to the reader of the screen.
  d.addEventListener("htmx:after:swap", function () {
    var live = d.getElementById("live"), head = d.querySelector("#results h2");
    if (live && head) live.textContent = head.textContent;
  });
})(document);
