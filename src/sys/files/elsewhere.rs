//! Without handles of directories: what is there is examined first.

use super::{Access, DIRECTORY, FILE, Folder, expect};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

impl Folder {
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned() })
    }

    pub(super) fn enter(&self, name: &Path) -> io::Result<Self> {
        let path = self.path(name);
        expect(&path, &fs::symlink_metadata(&path)?, DIRECTORY)?;
        Ok(Self { path })
    }

    pub(super) fn open_any(&self, name: &Path, access: Access) -> io::Result<File> {
        if let Ok(there) = fs::symlink_metadata(self.path(name)) {
            expect(&self.path(name), &there, FILE)?;
        }
        let mut options = OpenOptions::new();
        match access {
            Access::Read => options.read(true),
            Access::Append => options.read(true).append(true),
            Access::Create => options.read(true).append(true).create(true),
            Access::Lock => options.read(true).write(true).create(true).truncate(false),
            Access::New => options.write(true).create_new(true),
        };
        options.open(self.path(name))
    }

    pub fn create(&self, name: &Path) -> io::Result<()> {
        fs::create_dir(self.path(name))
    }

    pub fn rename(&self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
        fs::rename(self.path(from), self.path(to))
    }

    pub fn remove(&self, name: impl AsRef<Path>) -> io::Result<()> {
        fs::remove_file(self.path(name))
    }

    /// On Windows an open file cannot be replaced.
    pub fn holds(&self, _: &str, _: &File) -> io::Result<bool> {
        Ok(true)
    }

    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    /// Only Unix lets one ask for that its entries last.
    pub fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
