//! Pastes of an installation that Argo CD or Flux delivers.

/// A server that something delivers.
pub const SERVER: &str = "Client: {\"version\":\"1.20.22\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.20.22\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";
/// An Application of Argo CD that delivers it.
pub const BY_ARGO: &str = "$ argocd app get edge\nName:               argocd/edge\nProject:            default\nServer:             https://kubernetes.default.svc\nNamespace:          gloo-system\nSource:\n- Repo:             https://storage.googleapis.com/solo-public-helm\n  Target:           1.20.22\nSync Policy:        Automated (Prune)\nSync Status:        Synced to 1.20.22\nHealth Status:      Healthy\n";
/// A HelmRelease of Flux that delivers it.
pub const BY_FLUX: &str = "$ flux get helmreleases -n infra\nNAME  REVISION  SUSPENDED  READY  MESSAGE\nedge  1.20.22   False      True   Helm upgrade succeeded for release gloo-system/gloo.v7 with chart gloo@1.20.22\n";
