//! Plain tables, laid out by comfy-table. Screens that fit themselves to the terminal line by line use `layout`.

use super::layout::{Cell, NARROWEST};
use crate::render::Page;
use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};

/// Lays out rows in columns. Where the page is too narrow, column `flexible`, counted from zero, wraps.
pub(super) fn table<const N: usize>(rows: Vec<[Cell; N]>, flexible: usize, page: Page) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let padding = 2;
    // Nothing follows the last column, so its padding may be outside the page.
    table.set_width(u16::try_from(page.width).unwrap_or(u16::MAX).saturating_add(padding));
    let widths = |index: usize| rows.iter().map(move |row| row[index].width()).max();
    let widths: [_; N] = std::array::from_fn(|index| widths(index).unwrap_or_default());
    table.add_rows(rows.into_iter().map(|row| row.map(Cell::into_painted)));
    for ((column, width), index) in table.column_iter_mut().zip(widths).zip(0..) {
        column.set_padding((0, padding)).set_constraint(match width {
            0 => ColumnConstraint::Hidden,
            // The padding counts as a part of the bound, though not of the content.
            _ if index == flexible => {
                ColumnConstraint::LowerBoundary(Width::Fixed(NARROWEST.min(width) + padding))
            }
            _ => ColumnConstraint::ContentWidth,
        });
    }
    table.lines().flat_map(|line| [line.trim_end().to_owned(), "\n".to_owned()]).collect()
}
