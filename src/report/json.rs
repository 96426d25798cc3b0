//! The report as JSON, for tools. Keys may be added; what is there keeps its meaning.

use serde_json::{Value, json};

use super::aside::{Aside, Parted};
use super::{BlockSummary, Check, Missing, Report};
use crate::bundle::{Outcome, Skip};
use crate::changes;
use crate::command::manifest::Manifest;
use crate::command::{Command, posix, powershell};
use crate::diagnose::Diagnostic;
use crate::diagnose::pairing::{Pairing, PairingBasis};
use crate::evidence::Evidence;
use crate::installation::containers::tag;
use crate::installation::{Cluster, Installation, ServerStatus};
use crate::plan::{Hop, Onward, Plan, Rewrite, Risk, Step, Stop};
use crate::settings::{Named as _, Origin};
use crate::subject::Subject;
use crate::successors::Successor;
use crate::transcript::Span;
use crate::transcript::check::Verdict;
use crate::transcript::version::Container;

/// The report, as an object that is printed or handed on.
#[must_use]
pub fn to_value(report: &Report) -> Value {
    with_set_aside(report, &[])
}

/// The same, with what became of the files of the case under `files` where there are any.
#[must_use]
pub fn of_files(report: &Report, files: &[Outcome]) -> Value {
    let mut value = to_value(report);
    if let Some(value) = value.as_object_mut().filter(|_| !files.is_empty()) {
        value.insert("files".to_owned(), files.iter().map(outcome).collect());
    }
    value
}

fn outcome(file: &Outcome) -> Value {
    let reason = file.reason.map(Skip::sentence);
    json!({"name": file.name, "read": reason.is_none(), "reason": reason})
}

fn body(report: &Report) -> Value {
    json!({
        "schema_version": 1,
        "catalog": {"checked_on": report.checked_on.map(|date| date.to_string()), "age_days": report.catalog_age},
        "transcripts": report.transcripts.iter().map(|transcript| json!({
            "name": transcript.name,
            "lines": transcript.lines,
            "unread": transcript.unread.iter().map(|span| json!({"start_line": span.start, "end_line": span.end})).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "blocks": report.blocks.iter().map(block).collect::<Vec<_>>(),
        "client": {
            "version": report.client.as_ref().map(|client| client.value.clone()),
            "evidence": report.client.as_ref().map(|client| evidence(&client.evidence)).unwrap_or_default(),
        },
        "server_status": match report.server {
            ServerStatus::Found => "found",
            ServerStatus::Undefined(_) => "undefined",
            ServerStatus::NotPasted => "not-pasted",
        },
        "installations": report.installations.iter().map(installation).collect::<Vec<_>>(),
        "kubernetes": {"version": report.kubernetes.as_ref().map(|kubernetes| kubernetes.value.clone())},
        "check": check(report.check.as_ref()),
        "verdict": {"level": report.verdict.level.name(), "title": report.verdict.title, "detail": report.verdict.detail},
        "diagnostics": report.diagnostics.iter().map(diagnostic).collect::<Vec<_>>(),
        "plan": report.plan.as_ref().map(plan),
        "missing": report.missing.iter().map(missing).collect::<Vec<_>>(),
    })
}

/// What delivers Gloo, and who says so; `shown` is all that the text shows, with its lines. Null where nobody says it.
fn delivery(report: &Report) -> Value {
    let shown: Vec<_> = report.clusters.iter().flat_map(|cluster| &cluster.facts.delivered).collect();
    if report.settings.delivery_origin == Origin::Assumed && shown.is_empty() {
        return Value::Null;
    }
    let shown = shown.iter();
    json!({
        "tool": report.settings.delivery.name(),
        "origin": origin(report.settings.delivery_origin),
        "shown": shown.map(|known| json!({
            "tool": known.value.by.name(),
            "name": known.value.name,
            "namespace": known.value.namespace,
            "evidence": evidence(&known.evidence),
        })).collect::<Vec<_>>(),
    })
}

const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Pasted => "pasted",
        Origin::Chosen => "chosen",
        Origin::Assumed => "assumed",
    }
}

/// The same with the findings in `set_aside` that somebody has set aside, each with the reason. They are among the
/// diagnostics too, and the verdict is that of all.
#[must_use]
pub fn with_set_aside(report: &Report, set_aside: &[Aside]) -> Value {
    let aside = |(finding, aside): &(&Diagnostic, &Aside)| {
        json!({
            "code": finding.code.id(),
            "subject": subject(&finding.subject),
            "reason": aside.reason,
        })
    };
    let set_aside: Vec<Value> = Parted::new(report, set_aside).set_aside.iter().map(aside).collect();
    let (mut value, delivered_by) = (body(report), delivery(report));
    if let Some(report) = value.as_object_mut() {
        report.insert("set_aside".to_owned(), Value::Array(set_aside));
        if !delivered_by.is_null() {
            report.insert("delivered_by".to_owned(), delivered_by);
        }
    }
    value
}

fn span(span: Span) -> Value {
    json!({"transcript": span.transcript, "start_line": span.start, "end_line": span.end})
}

pub(crate) fn evidence(evidence: &[Evidence]) -> Vec<Value> {
    let value = |evidence: &Evidence| match evidence {
        Evidence::Lines(lines) => span(*lines),
        Evidence::Catalog(row) => json!({"catalog": row}),
        Evidence::Said(what) => json!({"said": what}),
    };
    evidence.iter().map(value).collect()
}

fn block(block: &BlockSummary) -> Value {
    json!({
        "transcript": block.span.transcript,
        "kind": block.kind.name(),
        "format": block.format.name(),
        "start_line": block.span.start,
        "end_line": block.span.end,
        "superseded": block.superseded,
    })
}

fn installation((installation, paired): &(Installation, Pairing)) -> Value {
    let version = |known: Option<&crate::evidence::Known<crate::version::Version>>| {
        known.map(|known| known.value.to_string())
    };
    json!({
        "cluster": installation.cluster.as_ref().map(Cluster::label),
        "namespace": installation.namespace.as_ref().map(|namespace| namespace.value.clone()),
        "deployment_type": installation.deployment_type,
        "edition": installation.edition.as_ref().map(|edition| edition.value.name()),
        "oss_version": version(installation.open_source.as_ref()),
        "enterprise_version": version(installation.enterprise.as_ref()),
        "containers": installation.containers.iter().map(container).collect::<Vec<_>>(),
        "pairing": pairing(paired),
    })
}

fn container(container: &Container) -> Value {
    let tag = tag(container);
    json!({
        "name": container.name,
        "tag": container.tag,
        "oss_tag": container.oss_tag.as_ref().map(|tag| tag.value.clone()),
        "registry": container.registry,
        "version": tag.version().map(|version| version.to_string()),
        "variant": tag.variant(),
    })
}

fn pairing(pairing: &Pairing) -> Value {
    json!({
        "status": pairing.status.name(),
        "enterprise": pairing.enterprise.map(|version| version.to_string()),
        "oss_base": pairing.base.map(|version| version.to_string()),
        "basis": pairing.basis.map(PairingBasis::name),
        "confidence": pairing.confidence,
        "sentence": pairing.sentence,
        "evidence": evidence(&pairing.evidence),
    })
}

fn check(check: Option<&Check>) -> Value {
    let Some(check) = check else {
        return json!({"verdict": "not-pasted", "sections": [], "problems": []});
    };
    json!({
        "verdict": match check.verdict {
            Verdict::Healthy => "healthy",
            Verdict::Problems => "problems",
            Verdict::Incomplete => "incomplete",
        },
        "sections": check.sections.iter().map(|section| json!({
            "name": section.name,
            "status": section.status.name(),
            "error_count": section.error_count,
            "instance": section.instance,
        })).collect::<Vec<_>>(),
        "problems": check.problems.iter().map(|problem| json!({
            "code": problem.code.id(),
            "section": problem.section,
            "message": problem.message,
            "resource": problem.resource,
            "evidence": [span(problem.span)],
        })).collect::<Vec<_>>(),
    })
}

fn diagnostic(diagnostic: &Diagnostic) -> Value {
    json!({
        "code": diagnostic.code.id(),
        "severity": diagnostic.severity.name(),
        "title": diagnostic.title,
        "detail": diagnostic.detail,
        "subject": subject(&diagnostic.subject),
        "evidence": evidence(&diagnostic.evidence),
        "help": diagnostic.help,
        "command": diagnostic.command.as_ref().map(command),
        "steps": diagnostic.steps.iter().map(|step| json!({
            "words": step.words,
            "commands": step.commands.iter().map(command).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "reference": "",
    })
}

/// What was not said is null.
pub(crate) fn subject(subject: &Subject) -> Value {
    json!({
        "cluster": subject.cluster,
        "namespace": subject.namespace,
        "release": subject.release,
        "program": subject.program,
        "kind": subject.kind,
        "name": subject.name,
    })
}

fn plan(plan: &Plan) -> Value {
    json!({
        "for": plan.installation,
        "from": stop(plan.from),
        "target": stop(plan.target),
        "blocked_by": plan.blocked_by.iter().map(|code| code.id()).collect::<Vec<_>>(),
        "assumptions": plan.assumptions.iter().map(|assumption| json!({
            "what": assumption.what,
            "value": assumption.value,
            "ask": posix::emit(&assumption.ask),
            "origin": origin(assumption.origin),
        })).collect::<Vec<_>>(),
        "hops": plan.hops.iter().map(hop).collect::<Vec<_>>(),
        "onward": plan.onward.as_ref().map(onward),
        "targets": plan.targets.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "successors": plan.successors.iter().map(|(which, name)| json!({"target": which.name(), "name": name})).collect::<Vec<_>>(),
        "no_plan": (!plan.no_plan.is_empty()).then_some(&plan.no_plan),
        "ends": plan.ends,
        "ways": plan.ways.iter().map(|way| json!({
            "name": way.name,
            "text": way.text,
            "for": way.whom,
            "target": way.target.map(Successor::name),
            "url": way.url,
        })).collect::<Vec<_>>(),
        "support": plan.support,
        "kubernetes": plan.kubernetes,
        "advice": plan.advice.iter().map(risk).collect::<Vec<_>>(),
        "words": plan.tips.iter().map(|word| json!({
            "id": word.id,
            "title": word.title,
            "text": word.text,
            "reference": word.reference,
        })).collect::<Vec<_>>(),
    })
}

/// The way to another product: `stock` comes before the hops, `beside` and `removal` after them, and all have the form of a hop.
fn onward(onward: &Onward) -> Value {
    json!({
        "target": onward.successor.name(),
        "name": onward.name,
        "version": onward.version.to_string(),
        "place": onward.place.name(),
        "windows": onward.windows,
        "share": onward.share,
        "rewrites": onward.rewrites.iter().map(rewrite).collect::<Vec<_>>(),
        "stock": hop(&onward.stock),
        "beside": hop(&onward.beside),
        "removal": hop(&onward.removal),
    })
}

fn rewrite(rewrite: &Rewrite) -> Value {
    json!({
        "kind": rewrite.kind,
        "count": rewrite.count.as_ref().map(|count| count.count),
        "lines": rewrite.count.as_ref().map(|count| span(count.span)),
        "work": rewrite.work.name(),
        "becomes": rewrite.becomes,
    })
}

fn stop(stop: Stop) -> Value {
    json!({"edition": stop.edition.name(), "version": stop.version.to_string()})
}

fn hop(hop: &Hop) -> Value {
    let tally = hop.tally();
    json!({
        "name": hop.name,
        "from": hop.from.to_string(),
        "to": hop.to.to_string(),
        "edition": hop.edition.name(),
        "chart": hop.chart,
        "glooctl": {"version": hop.client.version.to_string(), "confidence": hop.client.confidence.map(crate::catalog::Confidence::name)},
        "rehearsed": hop.rehearsed,
        "points": {"must": tally.must, "check": tally.check, "know": tally.know},
        "steps": hop.steps.iter().map(step).collect::<Vec<_>>(),
        "changes": hop.changes.as_ref().map(|changes| changes::json::of_difference(changes)),
        "links": hop.links.iter().map(|(what, url)| json!({"what": what, "url": url})).collect::<Vec<_>>(),
    })
}

fn step(step: &Step) -> Value {
    let mut value = json!({
        "id": step.id,
        "phase": step.phase.name(),
        "title": step.title,
        "why": step.why,
        "gate": step.gate,
        "expect": step.expect,
        "commands": step.commands.iter().map(command).collect::<Vec<_>>(),
        "risks": step.risks.iter().map(risk).collect::<Vec<_>>(),
    });
    if let Some((changed, value)) = step.manifest.as_ref().zip(value.as_object_mut()) {
        value.insert("manifest".to_owned(), manifest(changed));
    }
    value
}

/// What is set, for tools that change the file themselves, and its text.
fn manifest(manifest: &Manifest) -> Value {
    let set = manifest.fields.iter().map(|field| json!({"path": field.path, "value": field.value.plain()}));
    json!({
        "words": manifest.words,
        "form": manifest.form().name(),
        "set": set.collect::<Vec<_>>(),
        "text": manifest.text(),
    })
}

/// `ask` is text for a shell, empty where no command tells; what fixes the risk is no command of the plan, since whether it is needed is
/// for a person to say.
fn risk(risk: &Risk) -> Value {
    json!({
        "id": risk.id,
        "applies": risk.applies.map_or("unknown", |applies| if applies { "yes" } else { "no" }),
        "ask": risk.ask.as_ref().map(posix::emit).unwrap_or_default(),
        "question": risk.question,
        "answer": risk.answer.as_ref().map(|answer| json!({
            "reply": answer.value.name(),
            "evidence": evidence(&answer.evidence),
        })),
        "handled_by": (!risk.handled.is_empty()).then_some(&risk.handled),
        "severity": risk.impact.name(),
        "title": risk.title,
        "text": risk.text,
        "commands": risk.commands.iter().map(command).collect::<Vec<_>>(),
        "values": risk.values,
        "reference": risk.reference,
    })
}

/// The words of a command for tools that start it themselves, and its text for shells. Where PowerShell has
/// no such command, the reason stands instead.
pub(crate) fn command(command: &Command) -> Value {
    let powershell = powershell::emit(command);
    json!({
        "argv": command.argv(),
        "stages": command.stages.iter().map(crate::command::Stage::argv).collect::<Vec<_>>(),
        "output": command.output.as_ref().map(crate::command::Argument::plain),
        "posix": posix::emit(command),
        "powershell": powershell.as_ref().ok(),
        "powershell_missing": powershell.as_ref().err().map(ToString::to_string),
    })
}

fn missing(missing: &Missing) -> Value {
    json!({"what": missing.what, "why": missing.why, "command": posix::emit(&missing.command)})
}
