//! What shows that Argo CD, Flux or Terraform delivers the chart: objects of theirs, what they mark, and what they print.
//!
//! Only what is about Gloo counts. `app.kubernetes.io/managed-by: Helm` proves nothing: Flux and Terraform leave it too, and
//! so does a chart that Argo CD renders.

use std::ops::Range;

use super::recognise::Cursor;
use super::{Found, Line};
use crate::delivery::{Delivered, Delivery};

/// What is kept of a text: one tool usually shows itself more than once.
const MOST: usize = 24;

/// Adds what shows it and begins in some lines of a text.
pub(super) fn look(
    lines: &[Line<'_>],
    places: Range<usize>,
    transcript: usize,
    signs: &mut Vec<Found<Delivered>>,
) {
    for at in places {
        if signs.len() >= MOST {
            return;
        }
        let cursor = Cursor { lines, at, transcript, command: None };
        if let Some((delivered, ahead)) = sign(&cursor) {
            signs.push(cursor.found(ahead, delivered));
        }
    }
}

/// The sign that begins at the cursor, and how many lines further on it is shown.
fn sign(cursor: &Cursor<'_>) -> Option<(Delivered, usize)> {
    let text = bare(cursor.text(0)?);
    // Nearly no line begins like any of them.
    match text.as_bytes().first()? {
        b'a' => marked(text).or_else(|| typed(text)).map(|sign| (sign, 0)).or_else(|| document(cursor)),
        b'A' | b'L' => marked(text.split_once(":")?.1.trim_start()).map(|sign| (sign, 0)),
        b'f' => typed(text).map(|sign| (sign, 0)),
        b'h' | b'm' | b'r' | b'w' => {
            marked(text).map(|sign| (sign, 0)).or_else(|| Some((resource(cursor, text)?, 0)))
        }
        b'k' => document(cursor),
        b'N' | b'G' => table(cursor).or_else(|| application(cursor)),
        _ => None,
    }
}

/// A line without what precedes it: a prompt, the marks of a list, a diff or a frame, and quotes.
fn bare(text: &str) -> &str {
    const MARKS: [char; 9] = ['#', '+', '~', '-', '$', '>', '"', '\u{2502}', ' '];
    text.trim_start_matches(MARKS)
}

fn by(by: Delivery, name: &str) -> Delivered {
    of(by, None, name)
}

fn of(by: Delivery, namespace: Option<&str>, name: &str) -> Delivered {
    let owned = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Delivered { by, name: owned(name), namespace: namespace.map(str::to_owned) }
}

/// The namespace, where there is one, and the name: `argocd/gloo`.
fn split(name: &str, mark: char) -> (Option<&str>, &str) {
    name.split_once(mark).map_or((None, name), |(of, name)| (Some(of), name))
}

/// Whether a line names a repository that has the chart.
fn is_source(text: &str) -> bool {
    text.contains("solo-public-helm") || text.contains("gloo-ee-helm")
}

/// Whether a name is one that people give to what delivers Gloo. Other products of the family have longer ones.
fn is_own(name: &str) -> bool {
    const FAMILY: [&str; 4] = ["gloo-mesh", "gloo-platform", "gloo-portal", "gloo-operator"];
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| word == "gloo") && !FAMILY.iter().any(|product| name.contains(product))
}

/// `gloo`, `gloo-ee`, `gloo/gloo`
fn is_own_chart(chart: &str) -> bool {
    matches!(chart.rsplit('/').next(), Some("gloo" | "gloo-ee"))
}

/// The value of `key: value`, in YAML, in JSON, or as kubectl describes it.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(key)?.trim_start_matches('"');
    let rest = rest.strip_prefix([':', '='])?.trim();
    Some(rest.trim_end_matches(',').trim_matches(['"', '\'']))
}

/// A label or an annotation with which a tool marks what it delivers.
fn marked(text: &str) -> Option<Delivered> {
    if let Some(id) = value(text, "argocd.argoproj.io/tracking-id") {
        // `gloo:apps/Deployment:gloo-system/gloo`
        let (name, object) = id.split_once(':')?;
        let named = object.rsplit('/').next()?;
        let group = object.split('/').next()?;
        let is_named =
            is_own(name) || is_own(named) || named == "gateway-proxy" || group.ends_with(".solo.io");
        // In another namespace than Argo CD's own, that precedes the name.
        let (namespace, name) = split(name, '_');
        return is_named.then(|| of(Delivery::ArgoCd, namespace, name));
    }
    let label = |tool, key| value(text, key).filter(|name| is_own(name)).map(|name| by(tool, name));
    label(Delivery::ArgoCd, "argocd.argoproj.io/instance")
        .or_else(|| label(Delivery::Flux, "helm.toolkit.fluxcd.io/name"))
}

/// A command that was typed, and names what delivers Gloo.
fn typed(text: &str) -> Option<Delivered> {
    let mut words = text.split_ascii_whitespace();
    let tool = match (words.next()?, words.next()?, words.next()?) {
        ("argocd", "app", _) => Delivery::ArgoCd,
        ("flux", _, "helmrelease" | "helmreleases" | "hr") => Delivery::Flux,
        _ => return None,
    };
    let name = words.find(|word| !word.starts_with('-'))?;
    let name = name.rsplit('/').next().unwrap_or(name);
    is_own(name).then(|| by(tool, name))
}

/// `helm_release.gloo` where Terraform names it, and the block of it.
fn resource(cursor: &Cursor<'_>, text: &str) -> Option<Delivered> {
    let is_block = text.starts_with("resource \"helm_release\"");
    let name = if is_block {
        text.split('"').nth(3)?
    } else {
        let rest = text.strip_prefix("with ").unwrap_or(text);
        let (before, name) = rest.split_once("helm_release.")?;
        let is_path = before.is_empty() || before.starts_with("module.") && !before.contains(' ');
        let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
        name.split(end).next().filter(|_| is_path)?
    };
    let chart = |text: &str| {
        let (key, chart) = text.split_once('=')?;
        (key.trim() == "chart").then(|| is_own_chart(chart.trim().trim_matches('"')))
    };
    let has_chart = || within(cursor, 1, ends_block).find_map(|(_, text)| chart(text)) == Some(true);
    (is_own(name) || text.contains("[id=gloo]") || is_block && has_chart())
        .then(|| by(Delivery::Terraform, name))
}

/// The lines after the first ones, up to one that ends it. Another beginning ends it too, so that no line is looked at
/// more than a few times.
fn within<'a>(
    cursor: &Cursor<'a>,
    from: usize,
    ends: fn(&str) -> bool,
) -> impl Iterator<Item = (usize, &'a str)> {
    const LONGEST: usize = 80;
    let lines = (from..LONGEST).map_while({
        let cursor = *cursor;
        move |ahead| Some((ahead, cursor.text(ahead)?))
    });
    lines.take_while(move |(_, text)| !ends(text))
}

fn ends_table(text: &str) -> bool {
    text.is_empty() || text.starts_with("NAME") || text.starts_with("GROUP")
}

fn ends_application(text: &str) -> bool {
    text.is_empty() || text.starts_with("Name:")
}

fn ends_block(text: &str) -> bool {
    text == "}" || text.starts_with("resource ")
}

/// An Application or a HelmRelease: the line that names its chart, its source, or the object itself.
fn document(cursor: &Cursor<'_>) -> Option<(Delivered, usize)> {
    let first = bare(cursor.text(0)?);
    let group = value(first, "apiVersion")?;
    let (tool, kind) = if group.starts_with("argoproj.io/") {
        (Delivery::ArgoCd, "Application")
    } else if group.starts_with("helm.toolkit.fluxcd.io/") {
        (Delivery::Flux, "HelmRelease")
    } else {
        return None;
    };
    let (mut name, mut namespace, mut shown) = (None, None, None);
    let (mut is_kind, mut in_metadata) = (false, false);
    for (ahead, text) in within(cursor, 1, |text| text.starts_with("---") || text.starts_with("apiVersion:"))
    {
        let text = bare(text);
        let field = |key| value(text, key).filter(|value| !value.is_empty());
        is_kind |= field("kind") == Some(kind);
        if text.starts_with("metadata") || text.starts_with("spec") {
            in_metadata = text.starts_with("metadata");
        }
        if in_metadata {
            name = name.or(field("name"));
            namespace = namespace.or(field("namespace"));
        }
        let is_chart = field("chart").is_some_and(is_own_chart);
        let has_source = field("repoURL").is_some_and(is_source);
        shown = shown.or((is_chart || has_source).then_some(ahead));
    }
    let shown = shown.or_else(|| name.is_some_and(is_own).then_some(0)).filter(|_| is_kind)?;
    Some((of(tool, namespace, name.unwrap_or_default()), shown))
}

/// A list of Applications or HelmReleases, or the resources of an Application: its first row that is about Gloo.
fn table(cursor: &Cursor<'_>) -> Option<(Delivered, usize)> {
    let heading = cursor.text(0)?;
    let has =
        |words: &[&str]| words.iter().all(|word| heading.split_ascii_whitespace().any(|one| one == *word));
    let (tool, of_objects) = if has(&["NAME", "SYNC", "HEALTH", "STATUS"]) || has(&["CLUSTER", "SYNCPOLICY"])
    {
        (Delivery::ArgoCd, true)
    } else if heading.starts_with("GROUP") && has(&["KIND", "HEALTH", "HOOK"]) {
        (Delivery::ArgoCd, false)
    } else if has(&["NAME", "READY"]) && (has(&["REVISION", "SUSPENDED"]) || has(&["AGE", "STATUS"])) {
        (Delivery::Flux, true)
    } else {
        return None;
    };
    let is_in_namespaces = heading.starts_with("NAMESPACE");
    within(cursor, 1, ends_table).find_map(|(ahead, row)| {
        let mut words = row.split_ascii_whitespace();
        let namespace = if is_in_namespaces { words.next() } else { None };
        let name = if of_objects { words.next()? } else { words.find(|word| is_own(word))? };
        let (own, name) = split(name, '/');
        let namespace = own.or(namespace);
        // Of Flux the message tells, since a list of other things has such columns too.
        let is_flux = row.contains(" with chart gloo@") || row.contains(" with chart gloo-ee@");
        let is_own = if tool == Delivery::Flux && !heading.contains("SUSPENDED") {
            is_flux
        } else {
            is_flux || is_own(name)
        };
        is_own.then(|| (of(tool, namespace, if of_objects { name } else { "" }), ahead))
    })
}

/// What `argocd app get` prints first.
fn application(cursor: &Cursor<'_>) -> Option<(Delivered, usize)> {
    let name = value(cursor.text(0)?, "Name")?;
    let next = cursor.text(1)?;
    if !next.starts_with("Project:") {
        return None;
    }
    let (namespace, name) = split(name, '/');
    let has_source = || within(cursor, 1, ends_application).any(|(_, text)| is_source(text));
    (is_own(name) || has_source()).then(|| (of(Delivery::ArgoCd, namespace, name), 0))
}

#[cfg(test)]
mod tests {
    use crate::transcript::read;

    fn check(text: &str, expect: &[&str]) {
        let signs = read(text, 0).signs;
        let seen: Vec<String> = signs
            .iter()
            .map(|sign| {
                let namespace = sign.value.namespace.as_ref().map_or(String::new(), |of| format!(" in {of}"));
                let name = sign.value.name.as_deref().unwrap_or("?");
                format!("{}: {} {name}{namespace}", sign.span.start, sign.value.by.name())
            })
            .collect();
        assert_eq!(seen, expect, "reading {text}");
    }

    #[test]
    fn what_argo_cd_marks_and_prints() {
        check(
            "metadata:\n  annotations:\n    argocd.argoproj.io/tracking-id: edge-gw:apps/Deployment:gloo-system/gloo\n",
            &["3: argo-cd edge-gw"],
        );
        check(
            "\"argocd.argoproj.io/tracking-id\": \"team_gw:gateway.solo.io/Gateway:a/b\",\n",
            &["1: argo-cd gw in team"],
        );
        check(
            "Annotations:  argocd.argoproj.io/tracking-id: gloo:/Service:gloo-system/gloo\n",
            &["1: argo-cd gloo"],
        );
        check("    argocd.argoproj.io/instance: gloo-oss\n", &["1: argo-cd gloo-oss"]);
        check("$ argocd app get argocd/gloo --refresh\n", &["1: argo-cd gloo"]);
        check(
            "Name:               argocd/edge\nProject:            default\nServer:             https://kubernetes.default.svc\nNamespace:          gloo-system\nSource:\n- Repo:             https://storage.googleapis.com/gloo-ee-helm\n  Target:           1.18.2\n",
            &["1: argo-cd edge in argocd"],
        );
        check(
            "NAME   SYNC STATUS   HEALTH STATUS\nnginx  Synced        Healthy\ngloo   OutOfSync     Healthy\n",
            &["3: argo-cd gloo"],
        );
        check(
            "NAME         CLUSTER                         NAMESPACE    PROJECT  STATUS  HEALTH   SYNCPOLICY  CONDITIONS  REPO  PATH  TARGET\nargocd/gloo  https://kubernetes.default.svc  gloo-system  default  Synced  Healthy  Auto        <none>      https://storage.googleapis.com/solo-public-helm        1.18.2\n",
            &["2: argo-cd gloo in argocd"],
        );
        check(
            "GROUP  KIND        NAMESPACE    NAME   STATUS  HEALTH   HOOK  MESSAGE\napps   Deployment  gloo-system  gloo   Synced  Healthy\n",
            &["2: argo-cd ?"],
        );
        check(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: edge\n  namespace: argocd\nspec:\n  source:\n    chart: gloo-ee\n    targetRevision: 1.18.2\n",
            &["8: argo-cd edge in argocd"],
        );
    }

    #[test]
    fn what_flux_marks_and_prints() {
        check(
            "    helm.toolkit.fluxcd.io/name: gloo\n    helm.toolkit.fluxcd.io/namespace: flux-system\n",
            &["1: flux gloo"],
        );
        check(
            "NAME  REVISION  SUSPENDED  READY  MESSAGE\nedge  1.17.3    False      True   Helm upgrade succeeded for release gloo-system/gloo.v2 with chart gloo@1.17.3\n",
            &["2: flux edge"],
        );
        check(
            "NAMESPACE    NAME  REVISION  SUSPENDED  READY  MESSAGE\nflux-system  gloo  1.17.3    False      True   ok\n",
            &["2: flux gloo in flux-system"],
        );
        check(
            "NAME  AGE  READY  STATUS\ngloo  5m   True   Helm install succeeded for release a/gloo.v1 with chart gloo@1.17.3\n",
            &["2: flux gloo"],
        );
        check("flux get hr gloo -n flux-system\n", &["1: flux gloo"]);
        check(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: edge\n  namespace: infra\nspec:\n  chart:\n    spec:\n      chart: gloo\n",
            &["9: flux edge in infra"],
        );
    }

    #[test]
    fn what_terraform_prints() {
        check("helm_release.gloo: Refreshing state... [id=gloo]\n", &["1: terraform gloo"]);
        check("module.edge.helm_release.this: Modifying... [id=gloo]\n", &["1: terraform this"]);
        check("  # helm_release.gloo will be updated in-place\n", &["1: terraform gloo"]);
        check("\u{2502}   with helm_release.gloo,\n", &["1: terraform gloo"]);
        check(
            "resource \"helm_release\" \"edge\" {\n  name  = \"edge\"\n  chart = \"gloo/gloo-ee\"\n}\n",
            &["1: terraform edge"],
        );
    }

    #[test]
    fn what_is_of_something_else_shows_nothing() {
        for text in [
            "argocd.argoproj.io/hook: Sync\n",
            "argocd.argoproj.io/tracking-id: nginx:apps/Deployment:web/nginx\n",
            "app.kubernetes.io/managed-by: Helm\n",
            "app.kubernetes.io/instance: gloo\n",
            "argocd app get nginx\n",
            "NAME   SYNC STATUS   HEALTH STATUS\nnginx  Synced        Healthy\n",
            "NAME    AGE   READY   STATUS\ngloo-7  5m    1/1     Running\n",
            "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: gloo\n",
            "helm_release.nginx: Modifying... [id=nginx]\n",
            "resource \"helm_release\" \"mesh\" {\n  chart = \"gloo-platform\"\n}\n",
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: gloo-mesh\nspec:\n  chart:\n    spec:\n      chart: gloo-mesh-enterprise\n",
            "When I used helm_release.gloo it was fine\n",
        ] {
            check(text, &[]);
        }
    }
}
