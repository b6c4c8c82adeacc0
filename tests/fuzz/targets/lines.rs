//! Log lines from an input. Each line that starts with `{"after":` gets a valid id, so that it is read and not only refused.
//!
//! `"@a"` in such a line is the id of the first line before it, `"@b"` that of the second. A line that ends with `~` is joined to
//! the next, and the id of a line that ends with `!` is damaged. Everything else is unchanged.

use sha2::{Digest, Sha256};

/// The bytes of a log, and the ids of its undamaged lines.
#[derive(Default)]
pub struct Written {
    pub bytes: Vec<u8>,
    pub ids: Vec<String>,
    /// The ids of all lines that got one.
    all: Vec<String>,
}

impl Written {
    /// Builds the log from an input.
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
            // Replaces one hex digit with another.
            self.bytes[opening + 7] ^= 1;
        } else {
            self.ids.push(id.clone());
        }
        self.all.push(id);
    }

    /// A line with ids in place of the letters.
    fn with_ids(&self, said: &[u8]) -> Vec<u8> {
        let mut line = Vec::with_capacity(said.len() + 64);
        let mut rest = said;
        while let Some((&byte, after)) = rest.split_first() {
            line.push(byte);
            rest = after;
            if let (b'"', [b'@', letter @ b'a'..=b'z', b'"', ..]) = (byte, rest)
                && !self.all.is_empty()
            {
                let id = &self.all[usize::from(letter - b'a') % self.all.len()];
                line.extend_from_slice(id.as_bytes());
                rest = &rest[2..];
            }
        }
        line
    }
}
