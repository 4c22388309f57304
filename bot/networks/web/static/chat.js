// The chat page: shows what changes, and sends what is typed until it has arrived.
// Everything also works without this script, by plain forms.

const log = document.querySelector("#log");
const composer = document.querySelector("#composer");
const say = document.querySelector("#say");
const notice = document.querySelector("#notice");
const aside = document.querySelector("#aside");
const state = document.querySelector("#state");
const newest = document.querySelector("#newest");
const main = document.querySelector("main");
const sentences = document.querySelector("#sentences")?.dataset;
const base = location.pathname;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const subtitle = state.textContent;
let seen = Number(log.dataset.change);
let closed = false;
// Whether the page is on its way to the newest message: what comes in meanwhile is
// shown too, as the answer to one's own words comes before the page has got there.
let following = false;

// --- What is shown -------------------------------------------------------------

function atEnd() {
  const bubbles = log.querySelectorAll(".bubble");
  const last = bubbles[bubbles.length - 1];
  const below = main.scrollHeight - main.scrollTop - main.clientHeight;
  return below < Math.max(120, last?.offsetHeight ?? 0);
}

// The newest message is shown from its beginning, even if it is a long one.
function toEnd(smooth) {
  const behavior = smooth && !calm.matches ? "smooth" : "auto";
  const bubbles = log.querySelectorAll(".bubble");
  const last = bubbles[bubbles.length - 1];
  const top = last ? last.offsetTop - 12 : 0;
  following = true;
  main.scrollTo({ top: Math.min(top, main.scrollHeight), behavior });
  newest.hidden = true;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // made and escaped by our own server
  return template.content.firstElementChild;
}

function heading(bubble) {
  const day = document.createElement("h2");
  day.className = "day";
  day.dataset.day = bubble.dataset.day;
  day.textContent = bubble.dataset.dayName;
  return day;
}

function append(bubble) {
  log.querySelector(".empty")?.remove();
  const days = log.querySelectorAll("h2.day");
  if (days[days.length - 1]?.dataset.day !== bubble.dataset.day) {
    log.append(heading(bubble));
  }
  log.append(bubble);
}

function show({ change, place, html }) {
  const bubble = parsed(html);
  const old = document.getElementById(bubble.id);
  const stay = !following && !atEnd();
  if (old) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(bubble);
    if (focused) bubble.focus({ preventScroll: true });
  } else if (place > lastPlace()) {
    bubble.classList.add("fresh");
    append(bubble);
  }
  seen = Math.max(seen, change);
  log.dataset.change = seen;
  if (!stay || bubble.classList.contains("mine")) toEnd(true);
  else if (!old) newest.hidden = false;
}

function lastPlace() {
  const bubbles = log.querySelectorAll(".bubble");
  return Number(bubbles[bubbles.length - 1]?.dataset.place ?? 0);
}

function shut() {
  closed = true;
  tell(sentences.closed);
  setTimeout(() => location.reload(), 1500);
}

// --- What comes in while the page is open --------------------------------------

let failures = 0;

function connected() {
  failures = 0;
  if (state.textContent === sentences.away) state.textContent = subtitle;
  document.body.dataset.live = "yes";
}

function disconnected(again) {
  document.body.dataset.live = "no";
  if (closed) return;
  failures += 1;
  if (failures > 1) state.textContent = sentences.away;
  setTimeout(again, Math.min(1000 * 2 ** failures, 15000));
}

function listen() {
  // Networks that let no web socket through get server-sent events instead.
  if (failures === 3) return listenToEvents();
  const where = new URL(`${base}/live?since=${seen}`, location.href);
  where.protocol = where.protocol.replace("http", "ws");
  const socket = new WebSocket(where);
  socket.onopen = connected;
  socket.onmessage = (event) => show(JSON.parse(event.data));
  socket.onclose = (event) => (event.code === 4001 ? shut() : disconnected(listen));
}

function listenToEvents() {
  const source = new EventSource(`${base}/events?since=${seen}`);
  source.onopen = connected;
  source.onmessage = (event) =>
    show({ change: Number(event.lastEventId), ...JSON.parse(event.data) });
  source.addEventListener("closed", shut);
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) disconnected(listen);
  };
}

// --- What goes out -------------------------------------------------------------

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// Sends until an answer has come; the same key each time, so that it counts once.
async function send(action, fields) {
  for (let tries = 0; ; tries += 1) {
    const slow = setTimeout(() => tell(sentences.sending), 1500);
    try {
      const answer = await fetch(action, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout?.(20000),
      });
      if (answer.ok) return "";
      const said = await answer.json();
      if (said.closed) return sentences.closed;
      if (answer.status !== 503) return said.notice;
      tell(said.notice);
    } catch {
      tell(sentences.waiting);
    } finally {
      clearTimeout(slow);
    }
    await pause(Math.min(1000 * 2 ** tries, 15000));
  }
}

function fieldsOf(form, submitter) {
  const fields = Object.fromEntries(new FormData(form));
  if (submitter?.name) fields[submitter.name] = submitter.value;
  return { ...fields, key: freshKey() };
}

async function sendWords() {
  if (!say.value.trim()) return tell(sentences.empty);
  if (say.readOnly) return;
  const fields = fieldsOf(composer);
  tell("");
  busy(true);
  const refused = await send(composer.action, fields);
  busy(false);
  // What is asked in the team chat is answered in private, so nothing appears here.
  if (aside) aside.hidden = refused !== "" || !say.value.startsWith("/");
  if (!refused) say.value = "";
  tell(refused);
  grow();
  say.focus({ preventScroll: true });
}

function busy(yes) {
  say.readOnly = yes;
  composer.setAttribute("aria-busy", yes);
}

async function press(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  button.classList.add("pressed");
  const refused = await send(form.action, fieldsOf(form, button));
  tell(refused);
  button.classList.remove("pressed");
  delete form.dataset.busy;
}

function grow() {
  say.style.height = "auto";
  say.style.height = `${Math.min(say.scrollHeight, 160)}px`;
}

// --- Begin ---------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  event.preventDefault();
  if (form === composer) return sendWords();
  form.closest("details")?.removeAttribute("open");
  return press(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.removeAttribute("open");
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});

if (composer) {
  const touch = matchMedia("(pointer: coarse)");
  say.addEventListener("input", grow);
  say.addEventListener("keydown", (event) => {
    const plain = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (plain && !touch.matches) {
      event.preventDefault();
      composer.requestSubmit();
    }
  });
  newest.addEventListener("click", () => toEnd(true));
  main.addEventListener("scroll", () => {
    if (!atEnd()) return;
    newest.hidden = true;
    following = false;
  });
  // Whoever takes the page into their own hands is not pulled along any more.
  for (const taken of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    main.addEventListener(taken, () => (following = false), { passive: true });
  }
  addEventListener("resize", () => toEnd(false));
  grow();
  toEnd(false);
  listen();
}
