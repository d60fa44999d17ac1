//! Amounts written out (大写金额), as a receipt shows them so that nobody changes a figure.
//!
//! Basis: Rules on filling in bills and settlement vouchers (正确填写票据和结算凭证的基本规定).

use rulebook::Fen;

const FIGURES: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// An amount in capital figures: `贰拾壹元整`.
pub fn in_capitals(amount: Fen) -> String {
    let fen = amount.get().unsigned_abs();
    let (yuan, tenth, rest) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    if yuan > 0 || fen == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    if tenth > 0 {
        text.push(figure(tenth));
        text.push('角');
    } else if rest > 0 && yuan > 0 {
        text.push('零');
    }
    if rest > 0 {
        text.push(figure(rest));
        text.push('分');
    } else {
        text.push('整');
    }
    text
}

fn figure(digit: u64) -> char {
    usize::try_from(digit).ok().and_then(|it| FIGURES.get(it)).copied().unwrap_or('零')
}

fn whole(yuan: u64) -> String {
    if yuan == 0 {
        return "零".to_owned();
    }
    let digits: Vec<u64> = yuan.to_string().bytes().map(|it| u64::from(it - b'0')).collect();
    let (mut text, mut is_zero, mut is_in_group) = (String::new(), false, false);
    for (at, digit) in digits.iter().enumerate() {
        let place = digits.len() - 1 - at;
        if *digit == 0 {
            is_zero = true;
        } else {
            if is_zero && !text.is_empty() {
                text.push('零');
            }
            is_zero = false;
            is_in_group = true;
            text.push(figure(*digit));
            text.push_str(PLACES[place % 4]);
        }
        if place.is_multiple_of(4) {
            if is_in_group {
                text.push_str(GROUPS.get(place / 4).copied().unwrap_or_default());
            }
            is_in_group = false;
        }
    }
    text
}
