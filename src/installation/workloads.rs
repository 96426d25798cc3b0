//! Pods and workloads of Gloo, among all that a cluster lists.

use super::{Facts, names};
use crate::transcript::Block;
use crate::transcript::kubectl::{Pod, Workload, Workloads};

/// More namespaces than this have no Gloo each.
const MOST_NAMESPACES: usize = 16;
/// Of more pods or workloads than this, those that are shown twice are not told.
const MOST_PODS: usize = 256;

/// Whether some rows show Gloo itself.
pub(super) fn show_gloo(workloads: &Workloads) -> bool {
    workloads.pods.iter().any(is_own_pod) || workloads.workloads.iter().any(is_own)
}

fn is_own_pod(pod: &Pod) -> bool {
    pod.is_of_gloo || names::is_own_workload(&pod.name)
}

fn is_own(workload: &Workload) -> bool {
    workload.is_of_gloo || names::is_own_workload(&workload.name)
}

impl Facts {
    /// Takes the rows of Gloo: those of its names, in the namespaces that it is in.
    pub(super) fn add_rows(&mut self, block: &Block, workloads: &Workloads) {
        let typed = block.namespace().map(|found| found.value);
        let namespace = |printed: &Option<String>| printed.clone().or_else(|| typed.clone());
        let pods: Vec<Pod> = workloads
            .pods
            .iter()
            .map(|pod| Pod { namespace: namespace(&pod.namespace), ..pod.clone() })
            .collect();
        let workloads: Vec<Workload> = workloads
            .workloads
            .iter()
            .map(|workload| Workload { namespace: namespace(&workload.namespace), ..workload.clone() })
            .collect();
        let mut own: Vec<Option<String>> = Vec::new();
        let own_pods = pods.iter().filter(|pod| is_own_pod(pod)).map(|pod| &pod.namespace);
        let own_workloads = workloads.iter().filter(|workload| is_own(workload)).map(|one| &one.namespace);
        for namespace in own_pods.chain(own_workloads) {
            if own.len() < MOST_NAMESPACES && !own.contains(namespace) {
                own.push(namespace.clone());
            }
        }
        let is_of_gloo = |pod: &Pod| {
            (pod.is_of_gloo || names::may_be_own_workload(&pod.name)) && own.contains(&pod.namespace)
        };
        for pod in pods.into_iter().filter(is_of_gloo) {
            self.take_pod(pod);
        }
        // A proxy may have any name.
        let is_of_gloo = |one: &Workload| {
            (one.is_of_gloo || names::may_be_own_workload(&one.name) || one.name.ends_with("-proxy"))
                && own.contains(&one.namespace)
        };
        for workload in workloads.into_iter().filter(is_of_gloo) {
            let same = |known: &&mut Workload| {
                (known.kind, &known.name, &known.namespace)
                    == (workload.kind, &workload.name, &workload.namespace)
            };
            match self.workloads.iter_mut().take(MOST_PODS).find(same) {
                Some(known) => *known = workload,
                None => self.workloads.push(workload),
            }
        }
    }

    /// Takes a pod; of one that is shown again, in a list or by itself, the later look counts.
    fn take_pod(&mut self, pod: Pod) {
        let same = |known: &&mut Pod| {
            known.name == pod.name
                && (known.namespace == pod.namespace || known.namespace.is_none() || pod.namespace.is_none())
        };
        match self.pods.iter_mut().take(MOST_PODS).find(same) {
            Some(known) => *known = pod,
            None => self.pods.push(pod),
        }
    }
}
