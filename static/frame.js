// The page in a frame: what it tells the document around it, and what that may ask. Both sides name the other's origin,
// so the link of a frame says who frames it: `#host=https://docs.example.com`. Without that nobody is talked to.

/** More than anybody pastes. */
const LONGEST = 100_000_000;

/** The origin that frames this page, as the link says; none, where it says none. */
function origin(link) {
  const named = link.get("host");
  return named && URL.canParse(named) && new URL(named).origin === named ? named : undefined;
}

/** The talk with the document around a page that is opened by a link. */
export function talk(hash) {
  const link = new URLSearchParams(hash.slice(1));
  const host = origin(link);
  const tell = (message) => host && parent.postMessage({ glooAdvisor: { v: 1, ...message } }, host);
  const asked = {
    setInput: (mounted, { text }) => {
      if (typeof text === "string" && text.length <= LONGEST) mounted.setInput(text);
    },
    setTheme: (mounted, { theme }) => {
      if (!["auto", "light", "dark"].includes(theme)) return;
      link.set("theme", theme);
      mounted.ask(String(link));
    },
    reset: (mounted) => mounted.setInput(""),
  };
  return {
    /** What the page is started with. In a frame its height is that of its content. */
    link: () => {
      if (!link.has("mode")) link.set("mode", "full");
      return String(link);
    },
    told: (news) => tell(JSON.parse(news)),
    attach: (mounted, element) => {
      addEventListener("message", ({ source, origin, data }) => {
        const message = data?.glooAdvisor;
        if (source !== parent || origin !== host || message?.v !== 1) return;
        if (Object.hasOwn(asked, message.type)) asked[message.type](mounted, message);
      });
      new ResizeObserver(() => tell({ type: "height", height: Math.ceil(element.getBoundingClientRect().height) })).observe(element);
    },
  };
}
