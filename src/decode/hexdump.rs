//! Hex dumps back to bytes: `xxd`, `hexdump -C`, Wireshark ("Follow stream" as hex dump, both directions; packet
//! bytes), `od`, plain hex digits in any grouping, C arrays.

/// Bytes of one direction of a dump.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where lines begin: offset in `bytes`, number of the line in the input.
    lines: Vec<(usize, usize)>,
}

impl Stream {
    /// The line of the input that byte `offset` came from.
    pub fn line_of(&self, offset: usize) -> usize {
        let at = self.lines.partition_point(|(start, _)| *start <= offset);
        at.checked_sub(1).and_then(|at| self.lines.get(at)).map_or(0, |(_, line)| *line)
    }
}

/// Fewest hex digits that count as plain hex: the length of a frame, and a little.
const FEWEST_DIGITS: usize = 16;
/// Fewest digits of a run of hex inside other text: a short one may be any number.
const FEWEST_DIGITS_IN_TEXT: usize = 64;
/// Most bytes in a line of a dump.
const WIDEST: usize = 64;

/// The bytes that `input` spells out, if it is a hex dump: one stream for each direction.
pub fn read(input: &[u8]) -> Option<Vec<Stream>> {
    let text = std::str::from_utf8(input).ok().filter(|text| !text.contains('\0'))?;
    dump(text).or_else(|| plain(text).map(|bytes| vec![Stream { bytes, lines: vec![(0, 1)] }]))
}

/// Long runs of hex digits in lines of a log, one after the other.
pub fn runs(text: &str) -> Option<Stream> {
    let mut stream = Stream::default();
    for (number, line) in (1..).zip(text.lines()) {
        for word in line.split(|c: char| !c.is_ascii_hexdigit()) {
            if word.len() >= FEWEST_DIGITS_IN_TEXT && word.len().is_multiple_of(2) {
                stream.lines.push((stream.bytes.len(), number));
                stream.bytes.extend(pairs(word));
            }
        }
    }
    (!stream.bytes.is_empty()).then_some(stream)
}

/// A dump with offsets in front of its lines.
fn dump(text: &str) -> Option<Vec<Stream>> {
    let mut streams: Vec<(bool, u64, Stream)> = Vec::new();
    let (mut chained, mut others) = (0_usize, 0_usize);
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let Some((indented, offset, bytes)) = dump_line(line) else {
            others += 1;
            continue;
        };
        let at = streams.iter().position(|(of, ..)| *of == indented).unwrap_or_else(|| {
            // A dump may have been cut out of a longer one.
            streams.push((indented, offset, Stream::default()));
            streams.len() - 1
        });
        let Some((_, next, stream)) = streams.get_mut(at) else { continue };
        if offset != 0 && offset != *next {
            others += 1;
        } else {
            chained += 1;
        }
        *next = offset + bytes.len() as u64;
        stream.lines.push((stream.bytes.len(), number));
        stream.bytes.extend(bytes);
    }
    let begins_at_zero = chained > 1 || streams.iter().any(|(_, next, s)| *next == s.bytes.len() as u64);
    let count: usize = streams.iter().map(|(.., stream)| stream.bytes.len()).sum();
    (chained > 0 && chained >= others && begins_at_zero && count >= FEWEST_DIGITS / 2)
        .then(|| streams.into_iter().map(|(.., stream)| stream).collect())
}

/// Is the line indented, its offset, its bytes.
fn dump_line(line: &str) -> Option<(bool, u64, Vec<u8>)> {
    let rest = line.trim_start_matches([' ', '\t']);
    let indented = rest.len() < line.len();
    let (offset, rest) = rest.split_at_checked(rest.find([' ', '\t', ':'])?)?;
    if !(3..=16).contains(&offset.len()) || !offset.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let offset = u64::from_str_radix(offset, 16).ok()?;
    let bytes = line_bytes(rest.strip_prefix(':').unwrap_or(rest));
    (!bytes.is_empty()).then_some((indented, offset, bytes))
}

/// The bytes of a line behind its offset. The column of characters, if there is one, tells where they end:
/// it may itself look like hex.
fn line_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    // How many bytes had been read before each place where the column of characters could begin.
    let mut ends = Vec::new();
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches([' ', '\t']);
        ends.push((bytes.len(), next));
        let length = next.find([' ', '\t']).unwrap_or(next.len());
        let Some((word, behind)) = next.split_at_checked(length) else { break };
        let fits = (2..=16).contains(&word.len()) && word.len().is_multiple_of(2);
        if !fits || !word.bytes().all(|b| b.is_ascii_hexdigit()) || bytes.len() >= WIDEST {
            break;
        }
        bytes.extend(pairs(word));
        rest = behind;
    }
    let column =
        ends.iter().rev().find(|(count, column)| *count > 0 && is_column(bytes.get(..*count), column));
    let count = column.or(ends.last()).map_or(0, |(count, _)| *count);
    bytes.truncate(count);
    bytes
}

/// Does `column` show these bytes as characters?
fn is_column(bytes: Option<&[u8]>, column: &str) -> bool {
    let bytes = bytes.unwrap_or_default();
    let column = column.strip_prefix(['|', '>']).unwrap_or(column).trim_end_matches(['|', '<', '\r']);
    if column.is_empty() {
        return true;
    }
    let shown = column.chars().filter(|c| *c != ' ' || bytes.contains(&b' '));
    let mut matching = 0;
    for (byte, character) in bytes.iter().filter(|b| **b != b' ').zip(shown.filter(|c| *c != ' ')) {
        if (0x21..0x7F).contains(byte) && char::from(*byte) != character {
            return false;
        }
        matching += 1;
    }
    // Blanks at the end are lost when people copy.
    matching > 0 && column.chars().count() <= bytes.len() + 1
}

/// Hex digits and nothing but what people put between them.
fn plain(text: &str) -> Option<Vec<u8>> {
    // Cheaper than to look at all of a text that is something else.
    if !text.trim_start().starts_with(|c: char| c.is_ascii_hexdigit() || "{[\"'\\".contains(c)) {
        return None;
    }
    let text = text.replace("0x", " ").replace("\\x", " ").replace("0X", " ");
    let between = |c: char| c.is_whitespace() || ",:;-{}[]\"'".contains(c);
    let mut digits = String::with_capacity(text.len());
    for word in text.split(between).filter(|word| !word.is_empty()) {
        if !word.len().is_multiple_of(2) || !word.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        digits.push_str(word);
    }
    (digits.len() >= FEWEST_DIGITS).then(|| pairs(&digits).collect())
}

fn pairs(digits: &str) -> impl Iterator<Item = u8> {
    let value = |digit: Option<&u8>| digit.and_then(|d| char::from(*d).to_digit(16)).unwrap_or_default();
    digits
        .as_bytes()
        .chunks(2)
        .map(move |pair| u8::try_from(value(pair.first()) * 16 + value(pair.get(1))).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"\0\0\0\x19<A b=\"c\">be ad 00 ab</A>\n  ";

    fn bytes(text: &str) -> Vec<Vec<u8>> {
        read(text.as_bytes()).unwrap_or_default().into_iter().map(|stream| stream.bytes).collect()
    }

    /// Every dump of the message, made as the tools make it.
    fn dumps() -> Vec<String> {
        let hex = |chunk: &[u8], group: usize| {
            let words = chunk.chunks(group).map(|w| w.iter().map(|b| format!("{b:02x}")).collect::<String>());
            words.collect::<Vec<_>>().join(" ")
        };
        let ascii = |chunk: &[u8]| {
            chunk
                .iter()
                .map(|b| if (0x20..0x7F).contains(b) { char::from(*b) } else { '.' })
                .collect::<String>()
        };
        let lines = |line: &dyn Fn(usize, &[u8]) -> String| {
            let lines = MESSAGE.chunks(16).enumerate().map(|(i, chunk)| line(i * 16, chunk));
            lines.collect::<Vec<_>>().join("\n")
        };
        let halves = |c: &[u8]| {
            let (left, right) = c.split_at(c.len().min(8));
            format!("{}  {}", hex(left, 1), hex(right, 1))
        };
        vec![
            lines(&|at, c| format!("{at:08x}: {:<39}  {}", hex(c, 2), ascii(c))),
            lines(&|at, c| format!("{at:08x}  {:<49} |{}|", halves(c), ascii(c))),
            lines(&|at, c| format!("{at:08X}  {:<49}  {}", halves(c), ascii(c))),
            lines(&|at, c| format!("    {at:08X}  {:<49}  {}", halves(c), ascii(c).trim_end())),
            lines(&|at, c| format!("{at:06x} {:<47}  >{}<", hex(c, 1), ascii(c))),
            lines(&|at, c| format!("{at:04x}  {}", hex(c, 1))),
            lines(&|_, c| hex(c, 16)),
            lines(&|_, c| hex(c, 4)),
            lines(&|_, c| hex(c, 1).replace(' ', ":").to_uppercase()),
            format!("{{ 0x{} }};", hex(MESSAGE, 1).replace(' ', ", 0x")),
        ]
    }

    #[test]
    fn every_common_dump_is_read() {
        for dump in dumps() {
            assert_eq!(bytes(&dump), [MESSAGE], "{dump}");
        }
    }

    #[test]
    fn two_directions_are_two_streams() {
        let dump = "00000000  00 00 00 04 3c 41                                 ....<A\n    \
                    00000000  00 00 00 05                                       ....\n\
                    00000006  2f 3e                                             />\n";
        let streams = read(dump.as_bytes()).expect("a dump");
        assert_eq!(
            streams.iter().map(|s| s.bytes.as_slice()).collect::<Vec<_>>(),
            [b"\0\0\0\x04<A/>".as_slice(), b"\0\0\0\x05"]
        );
        assert_eq!((streams[0].line_of(0), streams[0].line_of(7), streams[1].line_of(2)), (1, 3, 2));
    }

    #[test]
    fn what_is_no_dump_stays_as_it_is() {
        for text in [
            "",
            "<A/>",
            "2026-11-23 10:00:00 INFO 12 messages\n",
            "abc",
            "deadbeef",
            "0000 beef stew",
            "12:34:56 ab cd\nno",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(read(b"\0\0\0\x04<A/>"), None);
    }

    #[test]
    fn runs_of_hex_in_a_log_are_found() {
        let log = format!("10:00 RX {} ok\n10:01 id 00ff\n", pairs_of(MESSAGE));
        assert_eq!(runs(&log).map(|stream| stream.bytes), None, "too short to be sure");
        let long = [MESSAGE, MESSAGE].concat();
        let log = format!("10:00 RX {} ok\n10:01 id 00ff\n", pairs_of(&long));
        assert_eq!(runs(&log).map(|stream| stream.bytes), Some(long));
    }

    fn pairs_of(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02X}")).collect()
    }
}
