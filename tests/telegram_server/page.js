"use strict";

/* What the apps around the chats say; the chats themselves are the program's words. */
const SAID = {
  et: {menu: "Menüü", go: "Saada", write: "Sõnum", alone: "näed ainult sina", edited: "muudetud",
    held: "ei saa edasi saata", reply: "vasta", edit: "muuda", voice: "Häälsõnum", photo: "Pilt",
    sticker: "Kleeps", place: "Asukoht", block: "Blokeeri robot", unblock: "Luba robot tagasi",
    people: "Kelle telefon?", chats: "Vestlused", open: "Kes avab selle lingi?", group: "Millisesse gruppi?",
    found: "Uus grupp", arrive: "Keegi teine", name: "Eesnimi?", bring: "Lisa keegi gruppi", leave: "Lahku grupist",
    hour: "tund edasi", morning: "järgmine hommik", monday: "esmaspäev 8.30"},
  ru: {menu: "Меню", go: "Отправить", write: "Сообщение", alone: "видите только вы", edited: "изменено",
    held: "нельзя переслать", reply: "ответить", edit: "изменить", voice: "Голосовое сообщение", photo: "Фото",
    sticker: "Стикер", place: "Место", block: "Заблокировать бота", unblock: "Разблокировать бота",
    people: "Чей телефон?", chats: "Чаты", open: "Кто откроет эту ссылку?", group: "В какую группу?",
    found: "Новая группа", arrive: "Кто-то ещё", name: "Имя?", bring: "Добавить в группу", leave: "Выйти из группы",
    hour: "на час вперёд", morning: "следующее утро", monday: "понедельник 8:30"},
  en: {menu: "Menu", go: "Send", write: "Message", alone: "only you see this", edited: "edited",
    held: "cannot be passed on", reply: "reply", edit: "edit", voice: "Voice message", photo: "Picture",
    sticker: "Sticker", place: "Place", block: "Block the bot", unblock: "Unblock the bot",
    people: "Whose phone?", chats: "Chats", open: "Who opens this link?", group: "Into which group?",
    found: "A new group", arrive: "Somebody else", name: "First name?", bring: "Add somebody", leave: "Leave the group",
    hour: "next hour", morning: "next morning", monday: "Monday 08:30"},
};
const ZONE = {timeZone: "Europe/Tallinn"};
const $ = id => document.getElementById(id);
const read = {};
let state = {people: [], failures: [], moves: []}, person = null, chat = null, answering = null, shown = "", alerts = 0;
const said = () => SAID[person?.lang] ?? SAID.en;

function make(tag, text = "", press = null) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (tag === "button") element.type = "button";
  if (press) element.onclick = press;
  return element;
}

async function act(wish) {
  const body = JSON.stringify({person: person?.id, chat: chat?.id, ...wish});
  const answer = await fetch("/play/do", {method: "POST", body, headers: {"Content-Type": "application/json"}});
  const came = await answer.json();
  if (!answer.ok) tell(came.error);
  if (came.url) window.open(came.url, "_blank", "noopener");
  await refresh();
}

let telling = 0;
function tell(words) {
  $("notice").textContent = words;
  $("notice").hidden = false;
  clearTimeout(telling);
  telling = setTimeout(() => { $("notice").hidden = true; }, 4000);
}

/* Links: those to the bot are opened here, as Telegram's app does. */
function follow(link) {
  const url = new URL(link), asked = url.searchParams;
  if (url.hostname !== "t.me") { window.open(link, "_blank", "noopener"); return; }
  if (asked.has("startgroup")) {
    const groups = person.chats.filter(c => c.runs).map(c => [c.title, () => act({do: "add", text: link, chat: c.id})]);
    choose(said().group, [...groups, [said().found, () => named(title => act({do: "found", text: title, link}))]]);
  } else if (asked.has("start")) {
    const open = id => act({do: "start", person: id, text: asked.get("start")}).then(() => become(id));
    choose(said().open, [...state.people.map(p => [p.name, () => open(p.id)]),
      [said().arrive, () => named(name => act({do: "arrive", text: name, start: asked.get("start")}))]]);
  } else {
    choose(said().open, state.people.map(p => [p.name, () => act({do: "join", person: p.id, text: link})]));
  }
}

function choose(question, ways) {
  const dialog = $("ask");
  dialog.querySelector("p").textContent = question;
  dialog.querySelector("div").replaceChildren(...ways.map(([label, go]) =>
    make("button", label, () => { dialog.close(); go(); })));
  dialog.showModal();
}

function named(then) {
  const name = prompt(said().name);
  if (name) then(name);
}

function become(id) {
  person = state.people.find(p => p.id === id) ?? person;
  chat = null;
  answer(null);
  draw();
}

function answer(wish, words = "") {
  answering = wish;
  $("answering").hidden = !wish;
  $("answering").firstElementChild.textContent = words;
  if (wish) $("write").text.focus();
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, n) => {
    if (n % 2 === 0) return part;
    const link = make("a", part, event => { event.preventDefault(); follow(part); });
    link.href = part;
    return link;
  });
}

function bubble(message) {
  const item = make("li");
  if (message.service) {
    item.className = "service";
    item.textContent = message.text;
    return item;
  }
  item.className = (message.mine ? "mine " : "") + (message.ephemeral ? "only" : "");
  const which = {number: message.number, ephemeral: message.ephemeral};
  const box = make("div");
  box.className = "bubble";
  if (!message.mine && chat.group) box.append(mark("span", "who", [message.sender, message.tag].filter(Boolean).join(" · ")));
  if (message.reply_to) box.append(mark("span", "quoted", message.reply_to));
  for (const file of message.files) box.append(shownFile(file));
  box.append(...linked(message.text), marks(message, which));
  item.append(box);
  const rows = message.rows.map(row => row.map(button => key(button, which)));
  const options = message.options.map(option =>
    [make("button", `${option.text} (${option.voter_count})`, () => act({do: "vote", text: option.text, ...which}))]);
  if (rows.length + options.length) item.append(keys([...rows, ...options]));
  return item;
}

function mark(tag, kind, text) {
  const element = make(tag, text);
  element.className = kind;
  return element;
}

function shownFile(file) {
  if (!file.picture) {
    const link = make("a", "↓ " + file.name);
    link.href = file.url;
    link.download = file.name;
    const line = make("div");
    line.append(link);
    return line;
  }
  const picture = make("img");
  picture.src = file.url;
  picture.alt = file.name;
  return picture;
}

function marks(message, which) {
  const line = mark("span", "marks", "");
  const time = new Date(message.time).toLocaleTimeString("et", {...ZONE, hour: "2-digit", minute: "2-digit"});
  const words = message.mine ? said().edit : said().reply;
  const wish = {do: message.mine ? "edit" : "reply", ...which};
  if (!message.mine || message.editable) line.append(make("button", words, () => answer(wish, message.text)));
  for (const each of [message.ephemeral && said().alone, message.edited && said().edited])
    if (each) line.append(make("span", each));
  if (message.protected) {
    const lock = mark("span", "lock", "");
    lock.setAttribute("role", "img");
    lock.setAttribute("aria-label", said().held);
    lock.title = said().held;
    line.append(lock);
  }
  line.append(make("time", time));
  return line;
}

function key(button, which) {
  const press = () => button.url ? follow(button.url) : act({do: button.web_app ? "app" : "press", text: button.text, ...which});
  const made = make("button", button.url || button.web_app ? button.text + " ↗" : button.text, press);
  made.disabled = "disabled" in button;
  if (button.text.startsWith("✓")) made.className = "chosen";
  return made;
}

function keys(rows) {
  const all = mark("div", "keys", "");
  for (const row of rows) {
    const line = mark("div", "row", "");
    line.append(...row);
    all.append(line);
  }
  return all;
}

const theirs = c => c.messages.filter(m => !m.mine && !m.service).length;
const place = (p, c) => `${p.id}/${c.id}`;
const unread = (p, c) => theirs(c) - (read[place(p, c)] ?? 0);

function tab(label, news, pressed, press) {
  const button = make("button", label, press);
  button.setAttribute("aria-pressed", pressed);
  if (news > 0) button.append(make("b", news));
  return button;
}

function heads() {
  const total = p => p.chats.reduce((sum, c) => sum + unread(p, c), 0);
  $("people").setAttribute("aria-label", said().people);
  $("people").replaceChildren(...state.people.map(p => tab(p.name, total(p), p.id === person.id, () => become(p.id))),
    make("button", "+ " + said().arrive, () => named(name => act({do: "arrive", text: name, lang: person?.lang}))));
  $("chats").setAttribute("aria-label", said().chats);
  $("chats").replaceChildren(...(person.chats.length < 2 ? [] : person.chats.map(c =>
    tab(c.title, unread(person, c), c.id === chat.id, () => { chat = c; answer(null); draw(); }))));
  $("clock").hidden = !state.moves.length;
  const day = {weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit"};
  $("now").textContent = new Date(state.now).toLocaleString(person.lang ?? "en", {...ZONE, ...day});
  $("moves").replaceChildren(...state.moves.map(m => make("button", said()[m] ?? m, () => act({do: "move", text: m}))));
}

function composer() {
  const words = said(), form = $("write");
  document.documentElement.lang = person.lang ?? "en";
  form.text.placeholder = words.write;
  form.text.setAttribute("aria-label", words.write);
  $("go").textContent = words.go;
  $("menu").querySelector("summary").textContent = words.menu;
  $("menu").querySelector("div").replaceChildren(...Object.entries(chat.menu).map(([name, about]) => {
    const to = chat.group ? `/${name}@${state.bot}` : "/" + name;
    const line = make("button", "/" + name, () => act({do: "send", text: to}));
    line.append(make("small", about));
    return line;
  }));
  const others = state.people.filter(p => !p.chats.some(c => c.id === chat.id));
  const ways = [[words.voice, "voice"], [words.photo, "photo"]];
  if (chat.group) ways.push([words.leave, "leave"]);
  else ways.push([words.sticker, "sticker"], [words.place, "place"], [person.blocked ? words.unblock : words.block, "block"]);
  const buttons = ways.map(([label, deed]) => make("button", label, () => act({do: deed})));
  if (chat.runs) buttons.push(make("button", words.bring, () =>
    choose(words.bring, others.map(p => [p.name, () => act({do: "bring", who: p.id})]))));
  $("send").querySelector("div").replaceChildren(...buttons);
}

function draw() {
  const drawn = JSON.stringify([state.people, state.failures, state.now?.slice(0, 16), person?.id, chat?.id]);
  if (drawn === shown) return;
  shown = drawn;
  const before = chat?.id;
  person = state.people.find(p => p.id === person?.id) ?? state.people[0];
  if (!person) return;
  chat = person.chats.find(c => c.id === chat?.id) ?? person.chats[0];
  const grown = before !== chat.id || theirs(chat) !== read[place(person, chat)];
  read[place(person, chat)] = theirs(chat);
  heads();
  composer();
  const box = $("messages"), focus = document.activeElement === document.body;
  const at = box.scrollTop;
  box.firstElementChild.replaceChildren(...chat.messages.map(bubble));
  box.scrollTop = grown || focus ? box.scrollHeight : at;
  if (before === chat.id && person.answered > alerts) tell(person.alerts.at(-1));
  alerts = person.answered;
  $("wrong").hidden = !state.failures.length;
  $("wrong").textContent = state.failures.map(f => "Not allowed by the Bot API: " + f).join("\n");
}

async function refresh() {
  try {
    state = await (await fetch("/play/state")).json();
  } catch {
    tell("The server is not there.");
    return;
  }
  draw();
}

$("write").onsubmit = event => {
  event.preventDefault();
  const text = $("write").text.value.trim();
  if (!text) return;
  $("write").reset();
  const wish = answering ?? {do: text.startsWith("https://t.me/+") ? "join" : "send"};
  answer(null);
  act({...wish, text});
};
$("write").text.onkeydown = event => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); $("write").requestSubmit(); }
};
$("leave-it").onclick = () => answer(null);
document.addEventListener("click", event => {
  for (const open of document.querySelectorAll(".more[open]"))
    if (!open.contains(event.target) || event.target.closest(".more > div button")) open.open = false;
});
refresh();
setInterval(refresh, 1000);
