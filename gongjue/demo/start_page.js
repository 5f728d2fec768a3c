// The one-time password changes every thirty seconds; without this script the page shows the one of its loading.
"use strict";
const code = document.getElementById("code");
const left = document.getElementById("left");
let seconds = Number(left.textContent);
setInterval(async () => {
  seconds -= 1;
  if (seconds <= 0) {
    seconds = 30;
    try {
      const totp = (await (await fetch("/demo.json")).json()).totp;
      code.textContent = totp.code;
      seconds = totp.seconds_left;
    } catch {
      seconds = 3; // the server is away for a moment; ask again soon
    }
  }
  left.textContent = String(seconds);
}, 1000);
