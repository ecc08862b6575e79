// Ask the browser for a passkey when a form with data-passkey is sent, and send the form with its answer.
// The forms are hidden until a browser that knows passkeys has run this.
"use strict";

const isSupported =
  "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

async function askBrowser(form) {
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.dataset.question, { method: "POST", body });
  if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
  const question = await response.json();
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
}

async function submitWithPasskey(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  const problem = form.querySelector("[role=alert]");
  button.disabled = true;
  problem.hidden = true;
  try {
    const credential = await askBrowser(form);
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (error) {
    console.info("no passkey:", error);
    problem.hidden = false;
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !isSupported;
  form.addEventListener("submit", submitWithPasskey);
}
for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = isSupported;
