//! Whose client a version is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::pasted;

fn check(text: &str, expect: Option<&str>) {
    let report = pasted(text);
    let client = report.client.map(|client| client.value);
    assert_eq!(client.as_deref(), expect, "reading {text:?}");
}

#[test]
fn a_client_without_a_server_may_be_of_any_program() {
    for text in [
        "Client version: 2.3.0\n",
        "Client version: 2.14.1\nServer version: 2.14.1\n",
        "client:\n  version: 7.8.9\n",
        "client:\n  version: 7.8.9\n  platform: linux\n",
        "Client:\nversion: 7.8.9\n",
        "$ flux version --client\nClient version: 2.3.0\n",
        "Client version: 2.3.0\nKubernetes version: v1.30.2\n",
        "Client version: v1.15.3\nChecking pods... OK\n",
    ] {
        check(text, None);
    }
}

#[test]
fn the_words_around_it_say_that_it_is_glooctl() {
    let expect = Some("1.17.4");
    for text in [
        "$ glooctl version -o table\nClient version: 1.17.4\n",
        "glooctl version -o yaml\nclient:\n  version: 1.17.4\n",
        "Client version: 1.17.4\nServer: version undefined, could not find any version of gloo running\n",
        "Client version: 1.17.4\nServer version:\nNAMESPACE  DEPLOYMENT-TYPE  CONTAINERS\nedge  Gateway  gloo: 1.17.4\n",
        "client:\n  version: 1.17.4\nkubernetesCluster:\n  gitVersion: v1.30.2\n",
        "client:\n  version: 1.17.4\nserver:\n- kubernetes:\n    containers:\n    - Name: gloo\n      Tag: 1.17.4\n    namespace: edge\n  type: Gateway\n",
        "Client: {\"version\":\"1.17.4\"}\n",
        "Client: version: 1.17.4\n",
        "{\n  \"client\": {\n    \"version\": \"1.17.4\"\n  }\n}\n",
        "glooctl version 1.17.4\n",
    ] {
        check(text, expect);
    }
}

#[test]
fn what_a_copy_made_of_a_number_is_no_version() {
    let banner = |client: &str| {
        format!(
            "glooctl binary version ({client}) differs from server components (v1.17.4) by at least a minor version.\n"
        )
    };
    for client in ["1. 16. 3", "1,16,3", "1\\.16\\.3", "1.l6.3", "1.16.", "<your version>", ""] {
        check(&banner(client), None);
    }
    check(&banner("1.16.3"), Some("1.16.3"));
    check(&banner("1.16.3-bname-d16079d"), Some("1.16.3-bname-d16079d"));
    check(
        "WARNING: glooctl@v1,2,1 has a different minor version than the following server containers: gloo@v1.3.0\n",
        None,
    );
}
