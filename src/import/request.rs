//! What an import is asked for.

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ItemSource {
    /// Task lists.
    #[default]
    Boxes,
    Bullets,
    Numbers,
    /// The task lists in the code block that begins at this line.
    Fence(usize),
}

#[derive(Debug, Clone, Default)]
pub struct Request {
    /// What the playbook is called if the text has no name.
    pub name: String,
    /// What stands for the version in the text.
    pub version_placeholder: Option<String>,
    pub types: Vec<String>,
    pub lists: ItemSource,
    /// Whether a template is imported as it is.
    pub as_text: bool,
}
