// Asks for the reader's token.
import { useState } from "preact/hooks";
import { startLive } from "../api/live";
import { signIn, token } from "../session";
import { t } from "../words/words";

export function SignIn() {
  const [secret, setSecret] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (!secret.trim()) return;
    signIn(secret);
    startLive();
  };
  return (
    <form class="sign-in" onSubmit={submit}>
      <h2>{t("signIn")}</h2>
      <p>{t("signInText")}</p>
      {token.value && <p class="wrong" role="alert">{t("signInWrong")}</p>}
      <label>
        {t("tokenLabel")}
        <input type="password" autocomplete="off" required value={secret} onInput={(event) => setSecret(event.currentTarget.value)} />
      </label>
      <button type="submit">{t("signIn")}</button>
    </form>
  );
}
