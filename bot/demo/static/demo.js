// The table of the demo: moves the clock, and shows one phone at a time where it is narrow.

const form = document.querySelector("#clock");
const moment = document.querySelector("#moment");
const passing = document.querySelector("#passing");
const picked = document.querySelector("#picked");
const tabs = [...document.querySelectorAll("[role=tab]")];

async function move(to) {
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => {
    passing.textContent = passing.dataset.words;
    passing.hidden = false;
  }, 300);
  try {
    const answer = await fetch(form.action + location.search, {
      method: "POST",
      body: new URLSearchParams({ to }),
    });
    const said = await answer.json();
    moment.textContent = said.moment;
    picked.min = said.now;
    picked.value = said.now;
  } finally {
    clearTimeout(slow);
    passing.hidden = true;
    form.setAttribute("aria-busy", "false");
  }
}

// Where there is room, a newcomer finds what to try without looking for it.
const wide = matchMedia("(min-width: 721px)");
document.querySelector(".guide").open = wide.matches;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  move(event.submitter.value);
});

document.querySelector("#go").addEventListener("click", (event) => {
  event.target.closest("details").removeAttribute("open");
  move(picked.value);
});

function choose(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    document
      .querySelector(`#${other.getAttribute("aria-controls")}`)
      .classList.toggle("chosen-phone", chosen);
  }
  tab.focus();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]);
  });
}

// The team's page is opened with Mari's link, so it waits until hers is open.
const team = document.querySelector("iframe[data-src]");
document.querySelector("#phone-mari iframe").addEventListener(
  "load",
  () => (team.src = team.dataset.src),
  { once: true },
);
