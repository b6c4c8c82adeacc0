//! A release from any log, in every output: no text escapes its place, as the readers of the trial `hostile` check.

#![no_main]

mod lines;
#[path = "../../trials/hostile/readers.rs"]
mod readers;
#[expect(dead_code, reason = "the trial makes logs with it")]
#[path = "../../trials/hostile/release.rs"]
mod release;
#[expect(dead_code, reason = "the trial uses more")]
#[path = "../../trials/scale.rs"]
mod scale;
#[expect(dead_code, reason = "the trial tries all of them")]
#[path = "../../trials/hostile/texts.rs"]
mod texts;

use libfuzzer_sys::fuzz_target;
use lines::Written;
use octorel::internals::log::Log;
use readers::{commands, shape};
use release::{Form, outputs};

fuzz_target!(|input: &[u8]| {
    let bytes = Written::of(input).bytes;
    if Log::read(&bytes).started().is_none() {
        return;
    }
    for output in outputs(&bytes) {
        let text = &output.text;
        let what = &output.what;
        assert_eq!(shape(&output).map(drop), Ok(()), "{what}:\n{text}");
        if output.form == Form::Text {
            assert!(commands(text).is_empty(), "{what}:\n{text}");
        }
    }
});
