//! Where a date stands between the left and the right edge. Years long past or far ahead are narrow, because
//! little happens in them. Never knows what day it is.

/// A place on the axis in hundredths of a percent of its width.
pub type Place = u32;

/// The whole width.
const WIDTH: u32 = 10_000;
/// Days of a year if every month had 31: places need order and evenness, not a calendar.
const DAYS: u32 = 372;
/// A recent year is this many times as wide as an early one.
const FULL: u32 = 4;
/// Today's year and so many before it are drawn in full,
const RECENT: u32 = 4;
/// and so many after it.
const SOON: u32 = 2;
/// One narrow year in so many has its number written: more would touch.
const NUMBERED: u32 = 3;
/// A date further from today than this is a slip in a file or a matter for historians; it stays in the list.
const REACH: u32 = 40;

/// The axis: whole years from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    first: u32,
    last: u32,
    full_from: u32,
    full_to: u32,
}

/// A line across the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// The beginning of a year whose number is written.
    Year(u32),
    /// The beginning of a year without room for its number.
    Narrow,
    /// A quarter of a year drawn in full.
    Quarter,
}

impl Axis {
    /// The axis that holds these dates and one year more for words behind the last.
    pub fn of<'a>(dates: impl Iterator<Item = &'a str>, today: &str) -> Option<Self> {
        let years: Vec<u32> = dates
            .filter_map(|date| parse(date).map(|(year, _)| year))
            .collect();
        let now = parse(today)
            .map(|(year, _)| year)
            .or_else(|| years.iter().copied().max())?;
        let near = || {
            years
                .iter()
                .copied()
                .filter(|year| year.abs_diff(now) <= REACH)
                .chain([now])
        };
        Some(Self {
            first: near().min()?,
            last: near().max()? + 1,
            full_from: now.saturating_sub(RECENT),
            full_to: now + SOON,
        })
    }

    /// Where a date stands; one without a day or month stands in the middle of its month or year.
    pub fn at(&self, date: &str) -> Option<Place> {
        let (year, day) = parse(date)?;
        (self.first..=self.last)
            .contains(&year)
            .then(|| self.place(year, day))
    }

    /// The lines across, left to right.
    pub fn ticks(&self) -> Vec<(Place, Tick)> {
        let mut ticks = Vec::new();
        for year in self.first..=self.last {
            let wide = self.is_wide(year);
            let away = year.abs_diff(if year < self.full_from {
                self.full_from
            } else {
                self.full_to
            });
            // Behind the last line there is no room for a number.
            let numbered = wide || (away.is_multiple_of(NUMBERED) && year < self.last);
            let tick = if numbered {
                Tick::Year(year)
            } else {
                Tick::Narrow
            };
            ticks.push((self.place(year, 0), tick));
            if wide {
                ticks.extend([93, 186, 279].map(|day| (self.place(year, day), Tick::Quarter)));
            }
        }
        ticks
    }

    fn is_wide(&self, year: u32) -> bool {
        (self.full_from..=self.full_to).contains(&year)
    }

    fn place(&self, year: u32, day: u32) -> Place {
        let weight = |year: u32| if self.is_wide(year) { FULL } else { 1 };
        let sum = |to: u32| (self.first..to).map(weight).sum::<u32>();
        (sum(year) * DAYS + weight(year) * day) * WIDTH / (sum(self.last + 1) * DAYS)
    }
}

/// Year and day in it, from `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn parse(date: &str) -> Option<(u32, u32)> {
    let mut parts = date.split('-').map(str::parse::<u32>);
    let year = parts.next()?.ok()?;
    let day = match (parts.next(), parts.next()) {
        (None, _) => DAYS / 2,
        (Some(month), None) => month_start(month.ok()?)? + 15,
        (Some(month), Some(day)) => {
            month_start(month.ok()?)? + day.ok()?.checked_sub(1).filter(|day| *day < 31)?
        }
    };
    (1_000..10_000).contains(&year).then_some((year, day))
}

fn month_start(month: u32) -> Option<u32> {
    (1..=12).contains(&month).then(|| (month - 1) * 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(dates: &[&str]) -> Axis {
        Axis::of(dates.iter().copied(), "2026-11-22").expect("there is a today")
    }

    #[test]
    fn dates_stand_in_order_inside_the_axis() {
        let dates = [
            "2016",
            "2019-05-22",
            "2022-01-01",
            "2024-06",
            "2024-06-30",
            "2026-11-22",
            "2027-08-02",
        ];
        let axis = axis(&dates);
        let places: Vec<Place> = dates.iter().filter_map(|date| axis.at(date)).collect();
        assert_eq!(places.len(), dates.len());
        assert!(
            places.is_sorted() && places.iter().all(|place| *place < WIDTH),
            "{places:?}"
        );
    }

    #[test]
    fn recent_years_are_wide_and_early_ones_narrow() {
        let axis = axis(&["2016-01-01", "2027-01-01"]);
        let width = |year: u32| axis.place(year + 1, 0) - axis.place(year, 0);
        assert_eq!(width(2023) / width(2017), FULL);
        let years: Vec<u32> = axis
            .ticks()
            .into_iter()
            .filter_map(|(_, tick)| {
                if let Tick::Year(year) = tick {
                    Some(year)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(
            years,
            [2016, 2019, 2022, 2023, 2024, 2025, 2026, 2027, 2028]
        );
    }

    #[test]
    fn what_is_no_date_or_far_off_is_not_drawn() {
        let axis = axis(&["2024", "9999-01-01", "0001"]);
        for date in [
            "9999-01-01",
            "0001",
            "spring 2026",
            "2026-13",
            "2026-01-32",
            "",
            "2026-01-00",
        ] {
            assert_eq!(axis.at(date), None, "{date}");
        }
        assert_eq!(axis.ticks().len(), (2024..=2027).count() * 4);
    }
}
