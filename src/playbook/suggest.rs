//! "Did you mean …?": the possible word that is most similar to a typed one.

/// The candidate that is most similar to `word`, unless all differ too much.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = plain(word);
    let reach = (word.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
        .filter(|&(distance, candidate)| distance <= reach && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// The help for an unknown word: the nearest candidate, or else `otherwise`.
pub(super) fn did_you_mean<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(word, candidates).map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

/// Words as they are listed in a sentence: `` `a`, `b` and `c` ``.
pub(super) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    let quoted: Vec<_> = (words.iter()).map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.as_slice() {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Case and the choice between space, `_` and `-` make no difference.
fn plain(word: &str) -> String {
    word.to_lowercase().replace([' ', '_'], "-")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_suggests_the_intended_word() {
        let words = ["release-manager", "qa", "developer"];
        let near = |word| nearest(word, words.iter().copied());
        assert_eq!(near("relase-manager"), Some("release-manager"));
        assert_eq!(near("Release Manager"), Some("release-manager"));
        assert_eq!(near("aq"), Some("qa"));
        assert_eq!(near("dveloper"), Some("developer"));
        assert_eq!(near("ops"), None);
        assert_eq!(near(""), None);
        assert_eq!(near("x"), None);
    }
}
