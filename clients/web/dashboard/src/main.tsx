import { render } from "preact";
import { lookedAt, startLive } from "./api/live";
import { App } from "./app";
import "./style/base.css";
import "./style/frame.css";
import "./style/document.css";
import "./style/overview.css";
import "./style/pages.css";
import "./style/print.css";

startLive();
document.addEventListener("visibilitychange", () => lookedAt(document.hidden));
render(<App />, document.getElementById("app")!);
