// In the head, before the first paint: the chosen theme, and that scripts run.
(function (r) {
  r.classList.add("js");
  try {
    var t = localStorage.getItem("theme");
    if (t === "dark" || t === "light") r.dataset.theme = t;
  } catch (e) { /* storage is switched off: the system decides */ }
})(document.documentElement);
