//! Links that may be followed. A log that was written by hand can hold any other.

/// Whether a link has a scheme that may be followed, and something after it.
pub(crate) fn may_follow(link: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| {
        let start = link.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && link.len() > scheme.len()
    })
}

#[cfg(test)]
mod tests {
    use super::may_follow;

    #[test]
    fn a_link_that_may_be_followed_has_one_of_three_schemes() {
        for link in ["HTTPS://example.com", "http://a", "mailto:a@b"] {
            assert!(may_follow(link), "{link}");
        }
        for link in ["javascript:alert(1)", "é", "https", "https://", "ftp://a"] {
            assert!(!may_follow(link), "{link}");
        }
    }
}
