// Hands on who has opened this page: the chat's app has put it into the address.
// It is used once; the address forgets it at once.

const form = document.querySelector("#enter");
const told = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
history.replaceState(null, "", location.pathname);

if (!told) {
  document.querySelector("#lost").hidden = false;
} else {
  form.elements.told.value = told;
  if (window.parent === window) {
    form.submit();
  } else {
    // In a frame a browser keeps no cookie for us: the chat opens in a page of its own.
    form.target = "_blank";
    document.querySelector("#open").hidden = false;
  }
}
