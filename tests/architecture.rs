//! src/ARCHITECTURE.md: each invariant names a test that exists.

use std::path::Path;
use std::{fs, io};

/// Appends all Rust code below a folder.
fn read_code(folder: &Path, code: &mut String) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_code(&path, code)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            code.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[test]
fn each_invariant_names_a_test_that_exists() {
    let page = include_str!("../src/ARCHITECTURE.md");
    let section = page.split("\n# ").find_map(|section| section.strip_prefix("Invariants\n"));
    let section = section.expect("the page has a section `Invariants`");
    let mut code = String::new();
    for folder in ["src", "tests"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        read_code(&folder, &mut code).expect("the code can be read");
    }
    for invariant in section.split("\n- ").skip(1) {
        let tests = invariant.trim_end().strip_suffix(").").and_then(|text| text.rsplit_once('('));
        let (_, tests) = tests.unwrap_or_else(|| panic!("no test is named: {invariant}"));
        for name in tests.split('`').skip(1).step_by(2) {
            let test = format!("#[test]\nfn {name}()");
            let inner = format!("#[test]\n    fn {name}()");
            assert!(code.contains(&test) || code.contains(&inner), "there is no test `{name}`");
        }
    }
}
