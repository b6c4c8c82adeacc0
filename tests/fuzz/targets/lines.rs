//! Log lines made of an input: each that begins with `{"after":` gets the id that fits it, so that it is read and not only refused.
//!
//! `"@a"` in such a line is the id of the first one before it, `"@b"` that of the second. A line that ends with `~` is joined to the
//! next, and of one that ends with `!` the id is damaged. All else stays as it is.

use sha2::{Digest, Sha256};

/// The bytes of a log, and the ids of the lines that stand in it undamaged.
#[derive(Default)]
pub struct Written {
    pub bytes: Vec<u8>,
    pub ids: Vec<String>,
    /// The ids of all lines that were given one.
    given: Vec<String>,
}

impl Written {
    /// What an input comes to.
    pub fn of(input: &[u8]) -> Self {
        let mut written = Self::default();
        for line in input.split_inclusive(|&byte| byte == b'\n') {
            let said = line.trim_ascii_end();
            let end = &line[said.len()..];
            let (said, end) = match said.strip_suffix(b"~") {
                Some(said) => (said, &b""[..]),
                None => (said, end),
            };
            written.add(said);
            written.bytes.extend_from_slice(end);
        }
        written
    }

    fn add(&mut self, said: &[u8]) {
        if !said.starts_with(b"{\"after\":") {
            self.bytes.extend_from_slice(said);
            return;
        }
        let (said, is_damaged) = match said.strip_suffix(b"!") {
            Some(said) => (said, true),
            None => (said, false),
        };
        let rest = &self.with_ids(said)[1..];
        let hash = Sha256::new_with_prefix(b"{").chain_update(rest).finalize();
        let id: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let opening = self.bytes.len();
        self.bytes
            .extend_from_slice(format!("{{\"id\":\"{id}\",").as_bytes());
        self.bytes.extend_from_slice(rest);
        if is_damaged {
            // From one hex digit to another.
            self.bytes[opening + 7] ^= 1;
        } else {
            self.ids.push(id.clone());
        }
        self.given.push(id);
    }

    /// A line with ids in the place of letters.
    fn with_ids(&self, said: &[u8]) -> Vec<u8> {
        let mut line = Vec::with_capacity(said.len() + 64);
        let mut rest = said;
        while let Some((&byte, after)) = rest.split_first() {
            line.push(byte);
            rest = after;
            if let (b'"', [b'@', letter @ b'a'..=b'z', b'"', ..]) = (byte, rest)
                && !self.given.is_empty()
            {
                let id = &self.given[usize::from(letter - b'a') % self.given.len()];
                line.extend_from_slice(id.as_bytes());
                rest = &rest[2..];
            }
        }
        line
    }
}
