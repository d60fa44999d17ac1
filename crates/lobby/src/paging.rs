//! Pages of a list by number: nothing the public reads grows without end.

use kit::Words;
use serde::Deserialize;

/// The page asked for in the address, counted from 1.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PageAsked {
    page: String,
}

impl PageAsked {
    /// Where it stands in a list of so many lines, at so many to a page.
    pub(crate) fn leaf(&self, found: usize, size: usize) -> Leaf {
        Leaf::of(found, size, &self.page)
    }
}

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// Which page, from 0.
    at: usize,
    /// How many there are; an empty list is one page.
    pages: usize,
    /// Lines to a page.
    size: usize,
}

impl Leaf {
    /// The page asked for by its number, or the nearest that is there.
    pub(crate) fn of(found: usize, size: usize, asked: &str) -> Self {
        let pages = found.div_ceil(size).max(1);
        let asked: usize = asked.parse().unwrap_or(1);
        Self { at: asked.clamp(1, pages) - 1, pages, size }
    }

    /// Which page, from 0.
    pub(crate) fn at(self) -> usize {
        self.at
    }

    /// The lines of this page.
    pub(crate) fn lines<T>(self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        all.into_iter().skip(self.at * self.size).take(self.size)
    }

    /// The address of the page before; empty on the first. `address` counts from 0.
    pub(crate) fn newer(self, address: impl Fn(usize) -> String) -> String {
        if self.at > 0 { address(self.at - 1) } else { String::new() }
    }

    /// The address of the page after; empty on the last. `address` counts from 0.
    pub(crate) fn older(self, address: impl Fn(usize) -> String) -> String {
        if self.at + 1 < self.pages { address(self.at + 1) } else { String::new() }
    }

    /// The pages before and after of a list that is asked for nothing but its page.
    pub(crate) fn around(self, path: &str) -> (String, String) {
        let address = |to: usize| {
            if to == 0 { path.to_owned() } else { format!("{path}?page={}", to + 1) }
        };
        (self.newer(address), self.older(address))
    }

    /// Which page of how many, in words; empty where there is only one.
    pub(crate) fn place(self, words: Words) -> String {
        if self.pages == 1 {
            return String::new();
        }
        words.fill("第 {} 页，共 {} 页", "page {} of {}", &[&(self.at + 1), &self.pages])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_gives_one_that_is() {
        let at = |asked: &str| Leaf::of(50, 20, asked).at();
        assert_eq!([at(""), at("2"), at("9"), at("0"), at("-1")], [0, 1, 2, 0, 0]);
        assert_eq!(Leaf::of(0, 20, "4").at(), 0);
    }

    #[test]
    fn every_line_stands_on_one_page() {
        let lines: Vec<usize> =
            (1..=3).flat_map(|page| Leaf::of(50, 20, &page.to_string()).lines(0..50)).collect();
        assert_eq!(lines, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn the_ends_of_a_list_lead_no_further() {
        let around = |asked: &str| Leaf::of(50, 20, asked).around("/disclosures");
        assert_eq!(around("1"), (String::new(), "/disclosures?page=2".into()));
        assert_eq!(around("2"), ("/disclosures".into(), "/disclosures?page=3".into()));
        assert_eq!(around("3"), ("/disclosures?page=2".into(), String::new()));
        assert_eq!(Leaf::of(20, 20, "").around("/"), (String::new(), String::new()));
    }
}
