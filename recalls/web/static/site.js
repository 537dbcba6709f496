// Sharpens what works without it: circles of the plot lead to their month, and quotes open where an address points.
"use strict";
for (const figure of document.querySelectorAll("figure[data-timeline]")) {
  const plot = figure.querySelector("svg.plot");
  if (!plot) continue;
  plot.classList.add("live");
  plot.addEventListener("click", (event) => {
    const circle = event.target.closest("circle");
    if (!circle) return;
    const address = new URL(figure.dataset.timeline, location.href);
    if (circle.dataset.market !== "…") address.searchParams.set("market", circle.dataset.market);
    address.searchParams.set("since", circle.parentElement.dataset.since);
    address.searchParams.set("until", circle.parentElement.dataset.until);
    location.assign(address);
  });
}
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && (target.matches("details") ? target : target.closest("details"));
  if (details) details.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
