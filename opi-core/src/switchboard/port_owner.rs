//! Who holds a TCP port, as far as the system tells: on Linux by /proc, elsewhere nobody is named.

use std::fs;

/// The program that listens at a port, e.g. `till (process 4711)`.
pub(crate) fn of(port: u16) -> Option<String> {
    let inode = ["/proc/net/tcp", "/proc/net/tcp6"].into_iter().find_map(|table| {
        let table = fs::read_to_string(table).ok()?;
        table.lines().find_map(|line| listening_inode(line, port).map(str::to_owned))
    })?;
    let wanted = format!("socket:[{inode}]");
    fs::read_dir("/proc").ok()?.flatten().find_map(|process| {
        let pid: u32 = process.file_name().to_str()?.parse().ok()?;
        let open = fs::read_dir(process.path().join("fd")).ok()?;
        let holds =
            open.flatten().any(|fd| fs::read_link(fd.path()).is_ok_and(|to| to.as_os_str() == &*wanted));
        holds.then(|| {
            let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            let own = if pid == std::process::id() { ", this program itself" } else { "" };
            format!("{} (process {pid}{own})", name.trim())
        })
    })
}

/// The inode of a line of /proc/net/tcp, if it is a socket that listens at `port`.
fn listening_inode(line: &str, port: u16) -> Option<&str> {
    const LISTENING: &str = "0A";
    let mut fields = line.split_whitespace();
    let local = fields.nth(1)?;
    let state = fields.nth(1)?;
    let inode = fields.nth(5)?;
    let local_port = u16::from_str_radix(local.rsplit_once(':')?.1, 16).ok()?;
    (state == LISTENING && local_port == port).then_some(inode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_table_is_read() {
        let line = "   0: 0100007F:1006 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 34567 1 0";
        assert_eq!(listening_inode(line, 0x1006), Some("34567"));
        assert_eq!(listening_inode(line, 0x1007), None);
        assert_eq!(listening_inode("  sl  local_address rem_address", 1), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_own_program_is_named() {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let owner = of(socket.local_addr().unwrap().port()).unwrap();
        assert!(owner.contains(&format!("process {}", std::process::id())), "{owner}");
    }
}
