//! The states of a pod's containers, as `kubectl describe` or the stored object shows them, and what a list of pods makes of them.

use super::Pod;
use crate::transcript::objects::Pair;
use crate::transcript::{Found, Object, Span};

/// How a container ended, and how far it is now.
#[derive(Default)]
struct Container {
    is_init: bool,
    /// `Waiting`, `Running` or `Terminated`
    state: String,
    reason: String,
    /// The exit code of one that ended.
    code: String,
    is_ready: bool,
    /// The line that says it.
    span: Span,
}

/// What the lines below a key are about.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// The pod itself.
    #[default]
    Pod,
    /// The state of the last container.
    State,
    /// The one before that.
    LastState,
    /// Nothing of these.
    Other,
}

/// What is read of a pod so far.
#[derive(Default)]
pub(super) struct States {
    phase: Option<Found<String>>,
    reason: Option<Found<String>>,
    containers: Vec<Container>,
    /// Why a container ended before it was started again; the first one counts.
    ended: Option<Found<String>>,
    restarts: u32,
    part: Part,
    is_init: bool,
}

/// A pod in the words of a list.
pub(super) struct Summary {
    status: String,
    ready: (u32, u32),
    restarts: u32,
    ended: Option<Found<String>>,
    span: Span,
}

impl Summary {
    /// The pod of that name, as a list would show it, which does not say whose it is.
    pub(super) fn pod(self, Object { name, namespace, .. }: Object) -> Pod {
        let Self { status, ready, restarts, ended, span } = self;
        let (restarts, restarted) = (Some(restarts), None);
        Pod { name, namespace, ready, status, restarts, restarted, ended, age: None, is_of_gloo: false, span }
    }
}

/// No pod has more containers.
const MOST: usize = 64;

impl States {
    /// Takes a line of a description.
    pub(super) fn take(&mut self, text: &str, span: Span) {
        let Some((key, value)) = text.split_once(':') else { return };
        let value = value.trim();
        match (key, self.part) {
            ("Init Containers", _) => (self.is_init, self.part) = (true, Part::Other),
            ("Containers", _) => (self.is_init, self.part) = (false, Part::Other),
            ("Conditions" | "Volumes" | "Events" | "QoS Class" | "Environment" | "Mounts", _) => {
                self.part = Part::Other;
            }
            ("Status", Part::Pod) => self.phase = Some(Found { value: first_word(value).to_owned(), span }),
            ("Reason", Part::Pod) => self.reason = Some(Found { value: value.to_owned(), span }),
            ("State", _) if self.containers.len() < MOST => {
                self.part = Part::State;
                let (is_init, state) = (self.is_init, value.to_owned());
                self.containers.push(Container { is_init, state, span, ..Container::default() });
            }
            ("Last State", _) => self.part = Part::LastState,
            ("Reason", Part::LastState) if self.ended.is_none() => {
                self.ended = Some(Found { value: value.to_owned(), span });
            }
            ("Restart Count", _) => self.restarts += value.parse::<u16>().map_or(0, u32::from),
            _ => self.take_of_container(key, value, span),
        }
    }

    fn take_of_container(&mut self, key: &str, value: &str, span: Span) {
        let Some(container) = self.containers.last_mut() else { return };
        match (key, self.part) {
            ("Reason", Part::State) => (container.reason, container.span) = (value.to_owned(), span),
            ("Exit Code", Part::State) => value.clone_into(&mut container.code),
            ("Ready", Part::State | Part::LastState) => container.is_ready = value == "True",
            _ => {}
        }
    }

    /// Takes what a stored pod says of itself and its containers.
    pub(super) fn of_stored(pairs: &[&Pair], transcript: usize) -> Self {
        let mut states = Self::default();
        let mut items: Vec<(usize, bool)> = Vec::new();
        for pair in pairs {
            let found = || Found { value: pair.value.clone(), span: Span::line(transcript, pair.line) };
            match (&*pair.outer, &*pair.inside, pair.key.as_str()) {
                (_, "status", "phase") => states.phase = states.phase.or_else(|| Some(found())),
                (_, "status", "reason") => states.reason = states.reason.or_else(|| Some(found())),
                (_, "metadata", "deletionTimestamp") => {
                    states.phase = Some(Found { value: "Terminating".to_owned(), ..found() });
                }
                ("lastState", "terminated", "reason") if states.ended.is_none() => {
                    states.ended = Some(found());
                }
                (_, part @ ("containerStatuses" | "initContainerStatuses"), _) | ("state", part, _) => {
                    let at = items.iter().position(|(item, _)| *item == pair.item).unwrap_or(items.len());
                    if at == MOST {
                        continue;
                    }
                    if at == items.len() {
                        items.push((pair.item, false));
                        let span = Span::line(transcript, pair.line);
                        states.containers.push(Container { span, ..Container::default() });
                    }
                    let (Some(container), Some((_, is_shown))) =
                        (states.containers.get_mut(at), items.get_mut(at))
                    else {
                        continue;
                    };
                    *is_shown |= pair.outer.as_ref() != "state";
                    states.restarts += container.take_stored(part, pair, Span::line(transcript, pair.line));
                }
                _ => {}
            }
        }
        // What has a state alone is a container for debugging.
        let mut is_shown = items.iter().map(|(_, is_shown)| *is_shown);
        states.containers.retain(|_| is_shown.next().unwrap_or_default());
        states
    }

    /// Whether a container has a state, which only a pod has.
    pub(super) fn are_of_pod(&self) -> bool {
        !self.containers.is_empty()
    }

    /// What a list would show of the pod; nothing where the text says too little.
    pub(super) fn summary(self) -> Option<Summary> {
        let Self { phase, reason, containers, ended, restarts, .. } = self;
        let own = || containers.iter().filter(|container| !container.is_init);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let ready = own().filter(|container| container.is_ready && container.is_running()).count();
        let ready = (count(ready), count(own().count().max(1)));
        let (mut status, mut span) = match (reason, phase) {
            (Some(reason), _) => (reason.value, reason.span),
            (None, Some(phase)) => (phase.value, phase.span),
            // Of a pod that is shown in part, its containers say it.
            (None, None) => {
                let first = own().next()?;
                (first.state.clone(), first.span)
            }
        };
        let initial = containers.iter().find(|container| container.is_init && !container.is_done());
        if let Some(container) = initial {
            match container.why() {
                Some(why) if why != "PodInitializing" => {
                    (status, span) = (format!("Init:{why}"), container.span);
                }
                _ => status = "PodInitializing".to_owned(),
            }
        } else if status != "Terminating" {
            // As kubectl does, the first container that does not run says it.
            if let Some((why, container)) = own()
                .find_map(|container| Some((container.why()?, container)))
                .filter(|_| status != "Evicted")
            {
                (status, span) = (why, container.span);
            }
            if status == "Completed" && own().any(Container::is_running) {
                "NotReady".clone_into(&mut status);
            }
            if status == "Running" && ready.0 < ready.1 {
                span = own().find(|container| !container.is_ready).map_or(span, |container| container.span);
            }
        }
        (!status.is_empty()).then_some(Summary { status, ready, restarts, ended, span })
    }
}

impl Container {
    /// Takes a pair of a stored container's status, and returns how often the container was started again.
    fn take_stored(&mut self, part: &str, pair: &Pair, span: Span) -> u32 {
        self.is_init |= part == "initContainerStatuses";
        match (part, pair.key.as_str()) {
            ("running" | "waiting" | "terminated", key) => {
                let state = match part {
                    "running" => "Running",
                    "waiting" => "Waiting",
                    _ => "Terminated",
                };
                state.clone_into(&mut self.state);
                match key {
                    "reason" => (self.reason, self.span) = (pair.value.clone(), span),
                    "exitCode" => self.code.clone_from(&pair.value),
                    _ => {}
                }
            }
            (_, "ready") => self.is_ready = pair.value == "true",
            (_, "restartCount") => return pair.value.parse::<u16>().map_or(0, u32::from),
            _ => {}
        }
        0
    }

    fn is_running(&self) -> bool {
        self.state == "Running"
    }

    /// Whether it has ended as it should.
    fn is_done(&self) -> bool {
        self.state == "Terminated" && self.code == "0"
    }

    /// Why it does not run.
    fn why(&self) -> Option<String> {
        match self.state.as_str() {
            "Waiting" | "Terminated" if !self.reason.is_empty() => Some(self.reason.clone()),
            "Terminated" => Some(format!("ExitCode:{}", self.code)),
            _ => None,
        }
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}
