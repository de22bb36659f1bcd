/**
 * @file
 * libopi in C++: drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended.
 *
 * Header only, from C++11 on, over the C ABI of opi.h; link with libopi. Licence: MIT OR Apache-2.0.
 *
 *     opi::Terminal terminal{"opi://192.168.0.60?workstation=lane-1"};
 *     opi::Result result = terminal.pay({1250, "CHF"}, "A1");           // minor units: CHF 12.50
 *     if (result.approved())
 *         std::cout << "Paid " << result.amount()->to_string() << '\n';
 *     else
 *         std::cout << result.message() << ' ' << result.advice() << '\n';
 *
 * Outcome. Whenever a request has an outcome, it is a Result: approved, declined, aborted, refused, not sent, and also
 * unknown, which is not a decline: never charge again, find out. So no handler of exceptions can swallow a payment. An
 * opi::Error is thrown for what has no outcome: a mistake in the call, or a fault in the library. Functions whose names
 * begin with try_ give the error instead of throwing it.
 *
 * Callbacks. They run on the thread that is inside Terminal::run(), recover() or dispatch(), or inside opi::dispatch(),
 * one at a time for each terminal. What they throw never crosses the library: the terminal is told that nothing was done,
 * the payment goes on, and the result keeps the exception (Result::callback_failure()).
 *
 * Threads. Any function may be called on any thread, while nobody assigns, moves or destroys the same object. One call
 * runs on a terminal at a time; another gets Status::busy, and inside a callback of the terminal Status::recursive. The
 * library has a thread of its own for each listening address: it calls a log function, never your devices.
 *
 * Letting go is not cancelling. Destroying a Cancel, a Request or a future ends no payment. A Terminal destroyed while a
 * call of its own runs lives on until that call has its outcome; Terminal::close() is what cancels and waits.
 *
 * Texts are UTF-8, both ways, checked and never repaired. An opi::StringView that is given to you lives as long as
 * the object it came from, in a callback as long as the callback.
 */
#ifndef OPI_HPP
#define OPI_HPP

#include "opi.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

/** @cond internal */
#if __cplusplus >= 201703L || (defined(_MSVC_LANG) && _MSVC_LANG >= 201703L)
#include <optional>
#include <string_view>
#define OPI_CONSTANT inline constexpr
#define OPI_NODISCARD [[nodiscard]]
#else
#define OPI_CONSTANT constexpr
#define OPI_NODISCARD
#endif
/** @endcond */

/** libopi in C++; see opi.hpp. */
namespace opi {

// ==== What C++11 lacks ==========================================================================================

/** A text that lies elsewhere: std::string_view as C++17 has it. There each becomes the other by itself. */
class StringView {
public:
    /** Goes through the bytes. */
    using const_iterator = const char *;

    /** An empty text. */
    constexpr StringView() noexcept : data_(""), size_(0) {}
    /** So many bytes; nothing for NULL. */
    constexpr StringView(const char *data, std::size_t size) noexcept
        : data_(data != nullptr ? data : ""), size_(data != nullptr ? size : 0)
    {
    }
    /** Up to the NUL; nothing for NULL. */
    StringView(const char *text) noexcept : StringView(text, text != nullptr ? std::strlen(text) : 0) {}
    /** All of the string. */
    StringView(const std::string &text) noexcept : StringView(text.data(), text.size()) {}

    /** The first byte; no NUL need follow the last one. */
    constexpr const char *data() const noexcept { return data_; }
    /** Length in bytes. */
    constexpr std::size_t size() const noexcept { return size_; }
    /** Is there nothing in it? */
    constexpr bool empty() const noexcept { return size_ == 0; }
    /** The first byte. */
    constexpr const_iterator begin() const noexcept { return data_; }
    /** Behind the last byte. */
    constexpr const_iterator end() const noexcept { return data_ + size_; }
    /** One byte of it, counted from 0. */
    constexpr char operator[](std::size_t index) const noexcept { return data_[index]; }
    /** A copy that lives by itself. */
    std::string str() const { return std::string(data_, size_); }
    /** The same. */
    explicit operator std::string() const { return str(); }

    /** The same bytes? */
    friend bool operator==(StringView a, StringView b) noexcept
    {
        return a.size_ == b.size_ && std::memcmp(a.data_, b.data_, a.size_) == 0;
    }
    /** Other bytes? */
    friend bool operator!=(StringView a, StringView b) noexcept { return !(a == b); }
    /** The order of the bytes, which is that of the characters. */
    friend bool operator<(StringView a, StringView b) noexcept
    {
        const int order = std::memcmp(a.data_, b.data_, a.size_ < b.size_ ? a.size_ : b.size_);
        return order < 0 || (order == 0 && a.size_ < b.size_);
    }
    /** Writes it. */
    friend std::ostream &operator<<(std::ostream &out, StringView text) { return out << text.str(); }

#ifdef __cpp_lib_string_view
    /** From the standard's own. */
    constexpr StringView(std::string_view text) noexcept : StringView(text.data(), text.size()) {}
    /** To the standard's own. */
    constexpr operator std::string_view() const noexcept { return {data_, size_}; }
#endif

private:
    const char *data_;
    std::size_t size_;
};

#ifdef __cpp_lib_string_view
/** @cond internal */
namespace detail {
template <class Text> using IfStandardView = std::enable_if_t<std::is_same_v<Text, std::string_view>>;
} // namespace detail
/** @endcond */

// Without these, comparing with a std::string_view could be done here as well as there; templates, so that only those are meant.
/** The same bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator==(StringView a, Text b) noexcept
{
    return a == StringView{b};
}
/** The same bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator==(Text a, StringView b) noexcept
{
    return StringView{a} == b;
}
/** Other bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator!=(StringView a, Text b) noexcept
{
    return a != StringView{b};
}
/** Other bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator!=(Text a, StringView b) noexcept
{
    return StringView{a} != b;
}
#endif

/** A value, or none: std::optional as C++17 has it. There it becomes one by itself. */
template <class T> class Optional {
    // Copied only if T can be: what takes a Never instead of an Optional does not copy.
    struct Never;
    using Copied = typename std::conditional<std::is_copy_constructible<T>::value, const Optional &, Never>::type;

public:
    /** None. */
    Optional() noexcept : has_value_(false) {}
    /** This one. */
    Optional(T value) : has_value_(false) { fill(std::move(value)); }
    /** Copies. */
    Optional(Copied other) : has_value_(false)
    {
        if (other.has_value_)
            fill(other.value_);
    }
    /** Moves; a value that was there is still there, moved out of. */
    Optional(Optional &&other) noexcept(std::is_nothrow_move_constructible<T>::value) : has_value_(false)
    {
        if (other.has_value_)
            fill(std::move(other.value_));
    }
    /** Copies. */
    Optional &operator=(Copied other) { return *this = Optional(other); }
    /** Moves. */
    Optional &operator=(Optional &&other) noexcept(std::is_nothrow_move_constructible<T>::value)
    {
        if (this == &other)
            return *this;
        reset();
        if (other.has_value_)
            fill(std::move(other.value_));
        return *this;
    }
    ~Optional() { reset(); }

    /** Is there a value? */
    bool has_value() const noexcept { return has_value_; }
    /** Is there a value? An Optional<bool> does not say, because that would be read as the value. */
    template <class Bool, class = typename std::enable_if<std::is_same<Bool, bool>::value && !std::is_same<T, bool>::value>::type>
    explicit operator Bool() const noexcept
    {
        return has_value_;
    }

    /** The value; there must be one. */
    const T &operator*() const & noexcept { return value_; }
    /** The value; there must be one. */
    T &operator*() & noexcept { return value_; }
    /** The value, moved out; there must be one. */
    T operator*() && { return std::move(value_); }
    /** The value; there must be one. */
    const T *operator->() const noexcept { return &value_; }
    /** The value; there must be one. */
    T *operator->() noexcept { return &value_; }
    /** The value; throws std::logic_error if there is none. */
    const T &value() const &
    {
        require();
        return value_;
    }
    /** The value, moved out; throws std::logic_error if there is none. */
    T value() &&
    {
        require();
        return std::move(value_);
    }
    /** The value, or this one if there is none. */
    template <class U> T value_or(U &&other) const
    {
        return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
    }

#ifdef __cpp_lib_optional
    /** To the standard's own, of the same type or one that it becomes by itself. */
    template <class U, class = std::enable_if_t<std::is_convertible_v<const T &, U>>> operator std::optional<U>() const
    {
        return has_value_ ? std::optional<U>(value_) : std::nullopt;
    }
#endif

private:
    template <class U> void fill(U &&value)
    {
        ::new (static_cast<void *>(&value_)) T(std::forward<U>(value));
        has_value_ = true;
    }
    void reset() noexcept
    {
        if (has_value_)
            value_.~T();
        has_value_ = false;
    }
    void require() const
    {
        if (!has_value_)
            throw std::logic_error("opi::Optional: there is no value");
    }

    union {
        T value_; // only while there is one
    };
    bool has_value_;
};

/** The same value, or none in both? */
template <class T> bool operator==(const Optional<T> &a, const Optional<T> &b)
{
    return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
}
/** Not so? */
template <class T> bool operator!=(const Optional<T> &a, const Optional<T> &b)
{
    return !(a == b);
}
/** Is there a value, and this one? */
template <class T, class U> bool operator==(const Optional<T> &a, const U &b)
{
    return a.has_value() && *a == b;
}
/** Is there a value, and this one? */
template <class T, class U> bool operator==(const U &a, const Optional<T> &b)
{
    return b == a;
}
/** None, or another one? */
template <class T, class U> bool operator!=(const Optional<T> &a, const U &b)
{
    return !(a == b);
}
/** None, or another one? */
template <class T, class U> bool operator!=(const U &a, const Optional<T> &b)
{
    return !(b == a);
}

/** @cond internal */
namespace detail {

/** A constant of opi.h. */
template <std::size_t Size> constexpr StringView literal(const char (&text)[Size]) noexcept
{
    return {text, Size - 1};
}

} // namespace detail
/** @endcond */

// ==== Names: those of opi.h, written by tools/opi-hpp.py ======================================================

// names: status
/** Why something ended as it did; the number's family alone says what to do. */
enum class Status : std::int32_t {
    /** Done. Look at the result's verdict. */
    ok = OPI_OK,
    /** A pointer that must not be NULL was NULL. Fix the call; nothing was sent. */
    null = OPI_E_NULL,
    /** A value is not acceptable. The message names the value and what is accepted. */
    invalid_argument = OPI_E_INVALID_ARGUMENT,
    /** A text is not valid UTF-8. Convert the text to UTF-8 before the call. */
    invalid_utf8 = OPI_E_INVALID_UTF8,
    /** There is no option, field or request kind of that name or number. The message names the nearest one. */
    unknown_name = OPI_E_UNKNOWN_NAME,
    /** The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency. */
    invalid_amount = OPI_E_INVALID_AMOUNT,
    /** The terminal URL cannot be read. Write opi://host[:port]?option=value&option=value. */
    invalid_url = OPI_E_INVALID_URL,
    /** Header and library do not fit. Build against the opi.h of this library version. */
    abi = OPI_E_ABI,
    /** Another call is running on this terminal. Wait for it, or cancel it; requests are never queued silently. */
    busy = OPI_E_BUSY,
    /** This call is not allowed inside a callback of the same terminal. Return from the callback first. */
    recursive = OPI_E_RECURSIVE,
    /** The terminal has been closed. Open it again. */
    closed = OPI_E_CLOSED,
    /** This dialect or build cannot do that. The message names the alternative. */
    unsupported = OPI_E_UNSUPPORTED,
    /** The time given to this call is over. Call again, with more time. */
    timeout = OPI_E_TIMEOUT,
    /** The handle belongs to the parent process. Open terminals after fork(), in the process that uses them. */
    forked = OPI_E_FORKED,
    /**
     * The idempotency key was used before for a request with other content. Give every sale a key of its own;
     * nothing was sent.
     */
    key_mismatch = OPI_E_KEY_MISMATCH,
    /** This terminal was opened without a journal. Open it without journal=none. */
    no_journal = OPI_E_NO_JOURNAL,
    /** The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was sent. */
    resolve = OPI_E_RESOLVE,
    /**
     * Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the terminal;
     * nothing was sent.
     */
    connect_refused = OPI_E_CONNECT_REFUSED,
    /**
     * The terminal did not accept the connection in time. Check that it is switched on, and the address and
     * firewall; nothing was sent.
     */
    connect_timeout = OPI_E_CONNECT_TIMEOUT,
    /** There is no way to the terminal's address. Check network, cable and address; nothing was sent. */
    unreachable = OPI_E_UNREACHABLE,
    /**
     * The till's own port for device requests cannot be opened. Stop the program that holds it, or choose another
     * port here and in the terminal.
     */
    listen = OPI_E_LISTEN,
    /** Cancelled before anything was sent. Nothing to do. */
    cancelled_before_send = OPI_E_CANCELLED_BEFORE_SEND,
    /** The connection broke before the first byte was sent. It is safe to try again. */
    lost_before_send = OPI_E_LOST_BEFORE_SEND,
    /**
     * The journal cannot be opened, read or written. Check the path, the rights of the folder and the disk;
     * nothing was sent.
     */
    journal = OPI_E_JOURNAL,
    /**
     * The journal's file is damaged or is no journal. Keep the file for support, move it away and compare with
     * the terminal's totals; nothing was sent.
     */
    journal_corrupt = OPI_E_JOURNAL_CORRUPT,
    /**
     * The journal was written by a newer library. Install that version of the library, or choose another journal;
     * nothing was changed.
     */
    journal_version = OPI_E_JOURNAL_VERSION,
    /**
     * The journal belongs to another machine. Choose another journal, or take this one over with
     * adopt_journal=yes; nothing was changed.
     */
    journal_foreign = OPI_E_JOURNAL_FOREIGN,
    /** Another program keeps the journal locked. Close the program that holds the file; nothing was sent. */
    journal_locked = OPI_E_JOURNAL_LOCKED,
    /** The disk of the journal is full. Make room on the disk; nothing was sent. */
    journal_full = OPI_E_JOURNAL_FULL,
    /**
     * The journal's file or folder is read-only. Give the till the right to write there, or choose another path;
     * nothing was sent.
     */
    journal_read_only = OPI_E_JOURNAL_READ_ONLY,
    /**
     * An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or resolve
     * it by hand; nothing was sent.
     */
    unresolved = OPI_E_UNRESOLVED,
    /**
     * Another program on this machine is using the terminal. Close that program; a dead one's place is taken at
     * once.
     */
    terminal_in_use = OPI_E_TERMINAL_IN_USE,
    /**
     * The connection broke after the request was sent. Do not send again. Find out at the terminal or by recovery
     * what happened.
     */
    connection_lost = OPI_E_CONNECTION_LOST,
    /**
     * The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery what
     * happened.
     */
    response_timeout = OPI_E_RESPONSE_TIMEOUT,
    /** Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI port. */
    not_opi = OPI_E_NOT_OPI,
    /** The terminal sent a frame that cannot be right. Do not send again. Check port and terminal software. */
    frame = OPI_E_FRAME,
    /**
     * The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery what
     * happened.
     */
    protocol = OPI_E_PROTOCOL,
    /**
     * Only the answer to another request came. Do not send again. Find out at the terminal or by recovery what
     * happened.
     */
    foreign_response = OPI_E_FOREIGN_RESPONSE,
    /**
     * Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find out at
     * the terminal or by recovery what happened.
     */
    cancelled_in_flight = OPI_E_CANCELLED_IN_FLIGHT,
    /**
     * The terminal answered, but its answer does not settle whether money moved. Do not send again. Compare with
     * the terminal's receipt and totals.
     */
    inconclusive = OPI_E_INCONCLUSIVE,
    /**
     * A fault in the library while a request was running. Do not send again. Find out at the terminal what
     * happened, then restart the till.
     */
    internal_in_flight = OPI_E_INTERNAL_IN_FLIGHT,
    /**
     * The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve it by
     * hand.
     */
    pending = OPI_E_PENDING,
    /**
     * The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover; raise
     * max_papers or max_paper_bytes only if the terminal really needs it.
     */
    too_many_papers = OPI_E_TOO_MANY_PAPERS,
    /** The payment was declined. Tell the customer; another card or cash may do. */
    declined = OPI_E_DECLINED,
    /** Aborted by cashier or cardholder. Nothing was charged; start again when ready. */
    aborted = OPI_E_ABORTED,
    /** The terminal waited in vain for card, input or host. Nothing was charged; start again when ready. */
    terminal_timed_out = OPI_E_TERMINAL_TIMED_OUT,
    /** The terminal could not reach its payment host. Check the terminal's network; try again later. */
    host_unreachable = OPI_E_HOST_UNREACHABLE,
    /** The terminal does not know this card. Ask for another card. */
    unknown_card = OPI_E_UNKNOWN_CARD,
    /** Recovery found that nothing was charged. Nothing was charged; start again when ready. */
    not_charged = OPI_E_NOT_CHARGED,
    /** The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again. */
    terminal_busy = OPI_E_TERMINAL_BUSY,
    /** The terminal is not activated or logged in; it did not take the request. Activate (log in), then try again. */
    logged_out = OPI_E_LOGGED_OUT,
    /**
     * The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint, print what
     * comes, then try again.
     */
    print_last_ticket = OPI_E_PRINT_LAST_TICKET,
    /** The terminal could not make sense of the request and did not take it. Check the dialect and the options. */
    request_rejected = OPI_E_REQUEST_REJECTED,
    /** The terminal does not know this kind of request. Use another way; see docs/dialects.md. */
    not_supported_by_terminal = OPI_E_NOT_SUPPORTED_BY_TERMINAL,
    /** A fault in the library. Nothing was sent. Report it; restart the till. */
    internal = OPI_E_INTERNAL,
    /** An earlier fault in the library made this handle unusable. Close it and open the terminal again. */
    poisoned = OPI_E_POISONED,
};
// end

// names: money_moved
/** May money have moved? */
enum class MoneyMoved : std::int32_t {
    /** No money has moved. */
    no = OPI_MONEY_NO,
    /** Money may have moved: find out before charging again. */
    possibly = OPI_MONEY_POSSIBLY,
    /** Money has moved. */
    yes = OPI_MONEY_YES,
};
// end

// names: kind
/** Kinds of request. */
enum class Kind : std::int32_t {
    /** Card payment. */
    card_payment = OPI_CARD_PAYMENT,
    /** Refund to a card. */
    payment_refund = OPI_PAYMENT_REFUND,
    /** Reversal: by STAN in de, of the last transaction in ch. */
    payment_reversal = OPI_PAYMENT_REVERSAL,
    /** Reservation, a pre-authorisation (ch). */
    card_reservation = OPI_CARD_RESERVATION,
    /** Pre-authorisation (ifsf). */
    card_pre_authorisation = OPI_CARD_PRE_AUTHORISATION,
    /** Completion of a pre-authorisation (ifsf). */
    card_financial_advice = OPI_CARD_FINANCIAL_ADVICE,
    /** Load a stored-value card. */
    store_value_in_card = OPI_STORE_VALUE_IN_CARD,
    /** Unload a stored-value card. */
    refund_value_from_card = OPI_REFUND_VALUE_FROM_CARD,
    /** Card payment that also awards loyalty points (ifsf). */
    card_payment_loyalty_award = OPI_CARD_PAYMENT_LOYALTY_AWARD,
    /** Capture a reservation (ch). The name on the wire is a setting of the dialect. */
    capture_reservation = OPI_CAPTURE_RESERVATION,
    /** Cancel a reservation (ch). The name on the wire is a setting of the dialect. */
    cancel_reservation = OPI_CANCEL_RESERVATION,
    /** Award loyalty points (ifsf). */
    loyalty_award = OPI_LOYALTY_AWARD,
    /** Pre-authorisation that also reads a loyalty card (ifsf). */
    card_pre_authorisation_loyalty_swipe = OPI_CARD_PRE_AUTHORISATION_LOYALTY_SWIPE,
    /** Completion of a pre-authorisation that also awards points (ifsf). */
    card_financial_advice_loyalty_award = OPI_CARD_FINANCIAL_ADVICE_LOYALTY_AWARD,
    /** Pay with loyalty points (ifsf). */
    loyalty_redemption = OPI_LOYALTY_REDEMPTION,
    /** Card payment, a part of it with loyalty points (ifsf). */
    card_payment_loyalty_redemption = OPI_CARD_PAYMENT_LOYALTY_REDEMPTION,
    /** Reversal of a payment and its loyalty points (ifsf). */
    payment_loyalty_reversal = OPI_PAYMENT_LOYALTY_REVERSAL,
    /** Refund of a payment and its loyalty points (ifsf). */
    payment_loyalty_refund = OPI_PAYMENT_LOYALTY_REFUND,
    /** Take awarded points back (ifsf). */
    loyalty_award_reversal = OPI_LOYALTY_AWARD_REVERSAL,
    /** Give redeemed points back (ifsf). */
    loyalty_redemption_reversal = OPI_LOYALTY_REDEMPTION_REVERSAL,
    /** Move points from one loyalty card to another (ifsf). */
    loyalty_points_transfer = OPI_LOYALTY_POINTS_TRANSFER,
    /** Balance of a card. */
    card_balance_query = OPI_CARD_BALANCE_QUERY,
    /** Read a card without payment (ifsf). */
    card_swipe = OPI_CARD_SWIPE,
    /** Read a loyalty card (ifsf). */
    loyalty_swipe = OPI_LOYALTY_SWIPE,
    /** Activate a card (ifsf). */
    card_activate = OPI_CARD_ACTIVATE,
    /** Block a card (ifsf). */
    card_stop = OPI_CARD_STOP,
    /** Points of a loyalty card (ifsf). */
    loyalty_balance_query = OPI_LOYALTY_BALANCE_QUERY,
    /** Link a loyalty card to a payment card (ifsf). */
    loyalty_link_card = OPI_LOYALTY_LINK_CARD,
    /** Change the PIN of a card (ifsf). */
    pin_change = OPI_PIN_CHANGE,
    /** Print the last receipt once more. */
    ticket_reprint = OPI_TICKET_REPRINT,
    /** Repeat the last answer: what became of the last request. */
    repeat_last_message = OPI_REPEAT_LAST_MESSAGE,
    /** Abort what is running. Sent by the library when a call is cancelled. */
    abort_request = OPI_ABORT_REQUEST,
    /** Open the session (de, ifsf; older ch). */
    login = OPI_LOGIN,
    /** Close the session (de, ifsf; older ch). */
    logoff = OPI_LOGOFF,
    /** Activate the terminal (ch, nl). */
    activate_terminal = OPI_ACTIVATE_TERMINAL,
    /** Deactivate the terminal (ch, nl). */
    deactivate_terminal = OPI_DEACTIVATE_TERMINAL,
    /** State of the terminal (ch, nl). */
    get_status = OPI_GET_STATUS,
    /** Identity of the terminal (ch, nl); may print a report. */
    get_info = OPI_GET_INFO,
    /** Diagnosis (de, ifsf). */
    diagnosis = OPI_DIAGNOSIS,
    /** Close day: final balance and log-off (ch, nl). */
    close_day = OPI_CLOSE_DAY,
    /** Totals without closing (de, ifsf). */
    reconciliation = OPI_RECONCILIATION,
    /** Close day (de, ifsf). */
    reconciliation_with_closure = OPI_RECONCILIATION_WITH_CLOSURE,
    /** Submit stored transactions (ch, nl). */
    transmit_trx = OPI_TRANSMIT_TRX,
    /** Submit stored transactions (ifsf). */
    send_offline_transactions = OPI_SEND_OFFLINE_TRANSACTIONS,
    /** Fetch the terminal's configuration (ch, nl). */
    contact_tms = OPI_CONTACT_TMS,
    /** Fetch merchant and brand initialisation (ch, nl). */
    contact_acq = OPI_CONTACT_ACQ,
    /** Restart the terminal (ch, nl). */
    restart_terminal = OPI_RESTART_TERMINAL,
    /** Card brands the terminal accepts (nl). */
    get_card_circuits = OPI_GET_CARD_CIRCUITS,
    /** Administration (de, ifsf, EFTLink). */
    administration = OPI_ADMINISTRATION,
    /** Agent business such as top-ups (ifsf). */
    online_agent = OPI_ONLINE_AGENT,
    /** Totals of all workstations (ifsf). */
    global_reconciliation = OPI_GLOBAL_RECONCILIATION,
    /** Close day for all workstations (ifsf). */
    global_reconciliation_with_closure = OPI_GLOBAL_RECONCILIATION_WITH_CLOSURE,
    /** State of the terminal (CCV Germany; seen in one experimental client only). */
    status_query = OPI_STATUS_QUERY,
    /** Initialise the terminal (CCV Germany; seen in one experimental client only). */
    initialisation = OPI_INITIALISATION,
    /** Activate the terminal (CCV Germany; seen in one experimental client only). */
    activate = OPI_ACTIVATE,
};
// end

// names: verdict
/** How a request ended. */
enum class Verdict : std::int32_t {
    /** The terminal did it: paid, refunded, reversed, printed, closed ... */
    approved = OPI_VERDICT_APPROVED,
    /** The terminal or its host said no. Nothing was charged. */
    declined = OPI_VERDICT_DECLINED,
    /** Cashier or cardholder aborted. Nothing was charged. */
    aborted = OPI_VERDICT_ABORTED,
    /** The terminal did not take the request: busy, logged out, ... Nothing was charged. */
    refused = OPI_VERDICT_REFUSED,
    /** Not a byte of the request left the till. Safe to try again. */
    not_sent = OPI_VERDICT_NOT_SENT,
    /** Sent, and nobody told how it ended. Never send again; find out. */
    unknown = OPI_VERDICT_UNKNOWN,
};
// end

// names: role
/** For whom a receipt is. */
enum class Role : std::int32_t {
    /** The customer's copy of a receipt. */
    customer = OPI_RECEIPT_CUSTOMER,
    /** The merchant's copy of a receipt. */
    merchant = OPI_RECEIPT_MERCHANT,
};
// end

// names: prompt
/** What kind of answer a question wants. */
enum class Prompt : std::int32_t {
    /** Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO. */
    confirmation = OPI_PROMPT_CONFIRMATION,
    /** Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES. */
    number = OPI_PROMPT_NUMBER,
    /** Text: opi_answer_set_text(), then OPI_ANSWER_YES. */
    text = OPI_PROMPT_TEXT,
    /** Any key: answer OPI_ANSWER_YES to go on. */
    any_key = OPI_PROMPT_ANY_KEY,
    /** A command that this library does not know; opi_device_request_command() names it. */
    other = OPI_PROMPT_OTHER,
};
// end

// names: log_level
/** How much is logged. */
enum class LogLevel : std::int32_t {
    /** No log. */
    off = OPI_LOG_OFF,
    /** Faults: something does not work. */
    error = OPI_LOG_ERROR,
    /** Unusual, and handled. */
    warn = OPI_LOG_WARN,
    /** Each request and its outcome. */
    info = OPI_LOG_INFO,
    /** Each message, in short. */
    debug = OPI_LOG_DEBUG,
    /** Everything, card data masked. */
    trace = OPI_LOG_TRACE,
};
// end

// names: recovered
/** What became of a payment that had no answer. */
enum class Recovered : std::int32_t {
    /** The terminal did it: the money has moved. Book it. */
    approved = OPI_RECOVERED_APPROVED,
    /** Nothing was charged. */
    not_charged = OPI_RECOVERED_NOT_CHARGED,
    /** The evidence does not tell: compare receipts and totals, then opi_terminal_resolve(). */
    ask_human = OPI_RECOVERED_ASK_HUMAN,
};
// end

// names: option
/** Options of a request. */
namespace option {
/**
 * The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect means
 * it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none.
 */
OPI_CONSTANT StringView reference = detail::literal(OPI_OPTION_REFERENCE);
/**
 * Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the
 * journal; not on the wire. Value: 1 to 64 printable characters. Default: none.
 */
OPI_CONSTANT StringView key = detail::literal(OPI_OPTION_KEY);
/**
 * Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
 * wire. Value: yes or no. Default: no.
 */
OPI_CONSTANT StringView although_unresolved = detail::literal(OPI_OPTION_ALTHOUGH_UNRESOLVED);
/** ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none. */
OPI_CONSTANT StringView clerk = detail::literal(OPI_OPTION_CLERK);
/** ShiftNumber: separates totals by shift. Value: whole number. Default: none. */
OPI_CONSTANT StringView shift = detail::literal(OPI_OPTION_SHIFT);
/**
 * Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the language of the
 * URL.
 */
OPI_CONSTANT StringView language = detail::literal(OPI_OPTION_LANGUAGE);
/** TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects: de, ifsf. */
OPI_CONSTANT StringView transaction_number = detail::literal(OPI_OPTION_TRANSACTION_NUMBER);
/**
 * STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result. Value:
 * digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
 * CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
 */
OPI_CONSTANT StringView stan = detail::literal(OPI_OPTION_STAN);
/**
 * TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de, ifsf.
 * With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
 * TicketReprint.
 */
OPI_CONSTANT StringView original_terminal = detail::literal(OPI_OPTION_ORIGINAL_TERMINAL);
/**
 * TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de, ifsf.
 * With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
 * TicketReprint.
 */
OPI_CONSTANT StringView original_batch = detail::literal(OPI_OPTION_ORIGINAL_BATCH);
/**
 * Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With: PaymentReversal,
 * PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
 */
OPI_CONSTANT StringView original_time = detail::literal(OPI_OPTION_ORIGINAL_TIME);
/**
 * On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value: text, 1 to 32
 * characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation, CancelReservation.
 */
OPI_CONSTANT StringView trx_reference = detail::literal(OPI_OPTION_TRX_REFERENCE);
/**
 * Cash handed to the customer; the amount of the request is the total. Value: minor units, at most the amount.
 * Default: none. Dialects: ch, ifsf. With: CardPayment.
 */
OPI_CONSTANT StringView cashback = detail::literal(OPI_OPTION_CASHBACK);
/**
 * Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT. Default: every
 * brand. Dialects: ch, nl, ifsf.
 */
OPI_CONSTANT StringView card_circuits = detail::literal(OPI_OPTION_CARD_CIRCUITS);
/**
 * Accept although the host cannot be reached, only where the contract allows it. See the result field
 * force_possible. Value: yes or no. Default: no. Dialects: ch. With: CardPayment.
 */
OPI_CONSTANT StringView force_acceptance = detail::literal(OPI_OPTION_FORCE_ACCEPTANCE);
/** Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl. */
OPI_CONSTANT StringView approval_code = detail::literal(OPI_OPTION_APPROVAL_CODE);
/** Ask for a card token. Value: yes or no. Default: no. Dialects: ch, nl. */
OPI_CONSTANT StringView request_token = detail::literal(OPI_OPTION_REQUEST_TOKEN);
/** Ask for more transaction data in the answer. Value: yes or no. Default: no. Dialects: ch, nl. */
OPI_CONSTANT StringView request_transaction_information = detail::literal(OPI_OPTION_REQUEST_TRANSACTION_INFORMATION);
/** Ask for the receipt header. Value: yes or no. Default: no. Dialects: ch, nl. */
OPI_CONSTANT StringView request_receipt_header = detail::literal(OPI_OPTION_REQUEST_RECEIPT_HEADER);
/**
 * What a Diagnosis looks at. Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. Default: none. Dialects:
 * de, ifsf. With: Diagnosis.
 */
OPI_CONSTANT StringView diagnosis_method = detail::literal(OPI_OPTION_DIAGNOSIS_METHOD);
/**
 * The part of the amount that is a tip. Value: minor units, at most the amount. Default: none. Dialects: ifsf.
 * With: CardPayment, CardFinancialAdvice.
 */
OPI_CONSTANT StringView tip = detail::literal(OPI_OPTION_TIP);
/** Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects: ch, nl, ifsf. */
OPI_CONSTANT StringView card_circuits_denied = detail::literal(OPI_OPTION_CARD_CIRCUITS_DENIED);
/** ClerkPermission: what the cashier may do. Value: Low, Medium or High. Default: none. Dialects: de, ifsf. */
OPI_CONSTANT StringView clerk_permission = detail::literal(OPI_OPTION_CLERK_PERMISSION);
/**
 * ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Value: yes or no. Default:
 * no. Dialects: de, ifsf.
 */
OPI_CONSTANT StringView manual_pan = detail::literal(OPI_OPTION_MANUAL_PAN);
/** UsePreselectedCard: the card that was read before (CCV Germany). Value: yes or no. Default: no. Dialects: de. */
OPI_CONSTANT StringView preselected_card = detail::literal(OPI_OPTION_PRESELECTED_CARD);
/**
 * LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32 characters.
 * Default: none. Dialects: de. With: CardPayment, PaymentReversal.
 */
OPI_CONSTANT StringView last_receipt = detail::literal(OPI_OPTION_LAST_RECEIPT);
/**
 * PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1 to 1024
 * characters. Default: none.
 */
OPI_CONSTANT StringView private_data = detail::literal(OPI_OPTION_PRIVATE_DATA);
/**
 * Kind of business of an OnlineAgent. Value: MobilePhonePrepaid or MobilePhoneAuthorisation. Default: none.
 * Dialects: de, ifsf. With: OnlineAgent.
 */
OPI_CONSTANT StringView agent = detail::literal(OPI_OPTION_AGENT);
/**
 * The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Value: card or
 * service. Default: the kind's own. Dialects: ifsf. With: RepeatLastMessage, TicketReprint.
 */
OPI_CONSTANT StringView message_pair = detail::literal(OPI_OPTION_MESSAGE_PAIR);
/** ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
OPI_CONSTANT StringView service_level = detail::literal(OPI_OPTION_SERVICE_LEVEL);
/** OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf. */
OPI_CONSTANT StringView outdoor_position = detail::literal(OPI_OPTION_OUTDOOR_POSITION);
/** StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
OPI_CONSTANT StringView store_id = detail::literal(OPI_OPTION_STORE_ID);
/** MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
OPI_CONSTANT StringView merchant_reference = detail::literal(OPI_OPTION_MERCHANT_REFERENCE);
/**
 * The lines of the sale. Amounts and prices in decimal major units, e.g. product=30&amount=12.50&text=Diesel.
 * Value: lines separated by ';', each product=...&amount=... and, if wanted, quantity, unit, price, tax, text;
 * percent-encoded. Default: none. Dialects: ifsf.
 */
OPI_CONSTANT StringView sale_items = detail::literal(OPI_OPTION_SALE_ITEMS);
/** LoyaltyFlag: the sale takes part in a loyalty programme. Value: yes or no. Default: no. Dialects: ifsf. */
OPI_CONSTANT StringView loyalty = detail::literal(OPI_OPTION_LOYALTY);
/** LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none. Dialects: ifsf. */
OPI_CONSTANT StringView loyalty_amount = detail::literal(OPI_OPTION_LOYALTY_AMOUNT);
/**
 * Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf. Card data:
 * sent, never given back, logged or stored.
 */
OPI_CONSTANT StringView loyalty_card = detail::literal(OPI_OPTION_LOYALTY_CARD);
/**
 * Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. Value: 8 to
 * 19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored.
 */
OPI_CONSTANT StringView card_pan = detail::literal(OPI_OPTION_CARD_PAN);
/**
 * Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card data: sent,
 * never given back, logged or stored.
 */
OPI_CONSTANT StringView card_expiry = detail::literal(OPI_OPTION_CARD_EXPIRY);
/**
 * Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second track, up to
 * 40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored.
 */
OPI_CONSTANT StringView card_track2 = detail::literal(OPI_OPTION_CARD_TRACK2);
} // namespace option
// end

// names: field
/** Fields of a result. */
namespace field {
/** approved, declined, aborted, refused, not_sent or unknown. */
OPI_CONSTANT StringView verdict = detail::literal(OPI_FIELD_VERDICT);
/** Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET. */
OPI_CONSTANT StringView status = detail::literal(OPI_FIELD_STATUS);
/** May money have moved: no, possibly or yes. */
OPI_CONSTANT StringView money_moved = detail::literal(OPI_FIELD_MONEY_MOVED);
/** What happened, in words, unless approved. */
OPI_CONSTANT StringView message = detail::literal(OPI_FIELD_MESSAGE);
/** What to do next, in words, unless approved. */
OPI_CONSTANT StringView advice = detail::literal(OPI_FIELD_ADVICE);
/** Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number. */
OPI_CONSTANT StringView decline_reason = detail::literal(OPI_FIELD_DECLINE_REASON);
/** yes when a payment with force_acceptance may help, where the contract allows it (ch). */
OPI_CONSTANT StringView force_possible = detail::literal(OPI_FIELD_FORCE_POSSIBLE);
/** Kind of request, as on the wire. */
OPI_CONSTANT StringView kind = detail::literal(OPI_FIELD_KIND);
/** RequestID under which the terminal was asked. */
OPI_CONSTANT StringView request_id = detail::literal(OPI_FIELD_REQUEST_ID);
/** The till's own reference, as given. */
OPI_CONSTANT StringView reference = detail::literal(OPI_FIELD_REFERENCE);
/** Number of the request in the journal. */
OPI_CONSTANT StringView journal_id = detail::literal(OPI_FIELD_JOURNAL_ID);
/** yes: the idempotency key was known, this is the stored outcome, and nothing was sent. */
OPI_CONSTANT StringView from_journal = detail::literal(OPI_FIELD_FROM_JOURNAL);
/** OverallResult of the terminal. */
OPI_CONSTANT StringView overall_result = detail::literal(OPI_FIELD_OVERALL_RESULT);
/** What the terminal charged, decimal major units; may exceed the request (tip). Only when approved. */
OPI_CONSTANT StringView amount = detail::literal(OPI_FIELD_AMOUNT);
/** ISO 4217 letters. */
OPI_CONSTANT StringView currency = detail::literal(OPI_FIELD_CURRENCY);
/** What the till asked for, decimal major units. */
OPI_CONSTANT StringView requested_amount = detail::literal(OPI_FIELD_REQUESTED_AMOUNT);
/** Tip, decimal major units: what the terminal says, else what exceeds the request. */
OPI_CONSTANT StringView tip = detail::literal(OPI_FIELD_TIP);
/** Cash handed out, decimal major units. */
OPI_CONSTANT StringView cashback = detail::literal(OPI_FIELD_CASHBACK);
/** Donation, decimal major units (ATS). */
OPI_CONSTANT StringView donation = detail::literal(OPI_FIELD_DONATION);
/** What is left on the card, decimal major units. */
OPI_CONSTANT StringView balance = detail::literal(OPI_FIELD_BALANCE);
/** yes when the cardholder was offered a conversion of the currency, or took one. */
OPI_CONSTANT StringView dcc_offered = detail::literal(OPI_FIELD_DCC_OFFERED);
/** yes or no: whether the cardholder took the conversion; empty when not known. */
OPI_CONSTANT StringView dcc_accepted = detail::literal(OPI_FIELD_DCC_ACCEPTED);
/** Amount in the cardholder's currency. */
OPI_CONSTANT StringView dcc_amount = detail::literal(OPI_FIELD_DCC_AMOUNT);
/** The cardholder's currency: its code, else its name. */
OPI_CONSTANT StringView dcc_currency = detail::literal(OPI_FIELD_DCC_CURRENCY);
/** Exchange rate. */
OPI_CONSTANT StringView dcc_rate = detail::literal(OPI_FIELD_DCC_RATE);
/** Mark-up in per cent. */
OPI_CONSTANT StringView dcc_markup = detail::literal(OPI_FIELD_DCC_MARKUP);
/** TerminalID. */
OPI_CONSTANT StringView terminal_id = detail::literal(OPI_FIELD_TERMINAL_ID);
/** STAN: the terminal's transaction number, needed to reverse in de. */
OPI_CONSTANT StringView stan = detail::literal(OPI_FIELD_STAN);
/** TerminalBatch. */
OPI_CONSTANT StringView batch = detail::literal(OPI_FIELD_BATCH);
/** ApprovalCode. */
OPI_CONSTANT StringView approval_code = detail::literal(OPI_FIELD_APPROVAL_CODE);
/** TrxReferenceNumber: reference at the acquirer, for refunds in ch. */
OPI_CONSTANT StringView trx_reference = detail::literal(OPI_FIELD_TRX_REFERENCE);
/** ReceiptNumber (de). */
OPI_CONSTANT StringView receipt_number = detail::literal(OPI_FIELD_RECEIPT_NUMBER);
/** Card number, masked: at most the first six and last four digits. */
OPI_CONSTANT StringView card = detail::literal(OPI_FIELD_CARD);
/** Brand of the card. */
OPI_CONSTANT StringView card_circuit = detail::literal(OPI_FIELD_CARD_CIRCUIT);
/** Sequence number of the card (de). */
OPI_CONSTANT StringView card_sequence = detail::literal(OPI_FIELD_CARD_SEQUENCE);
/** Issue number of the card (ATS). */
OPI_CONSTANT StringView issue_number = detail::literal(OPI_FIELD_ISSUE_NUMBER);
/** How the card was read, as the terminal calls it: NFC, ... */
OPI_CONSTANT StringView entry_method = detail::literal(OPI_FIELD_ENTRY_METHOD);
/** How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ... */
OPI_CONSTANT StringView verification_method = detail::literal(OPI_FIELD_VERIFICATION_METHOD);
/** Language of the cardholder. */
OPI_CONSTANT StringView card_language = detail::literal(OPI_FIELD_CARD_LANGUAGE);
/** Token that stands for the card; tokens in the JSON has all of them. */
OPI_CONSTANT StringView token = detail::literal(OPI_FIELD_TOKEN);
/** Time at the terminal. */
OPI_CONSTANT StringView authorised_at = detail::literal(OPI_FIELD_AUTHORISED_AT);
/** Online, Offline, ... */
OPI_CONSTANT StringView authorisation_type = detail::literal(OPI_FIELD_AUTHORISATION_TYPE);
/** AcquirerID. */
OPI_CONSTANT StringView acquirer = detail::literal(OPI_FIELD_ACQUIRER);
/** Batch at the acquirer. */
OPI_CONSTANT StringView acquirer_batch = detail::literal(OPI_FIELD_ACQUIRER_BATCH);
/** IssuerID. */
OPI_CONSTANT StringView issuer = detail::literal(OPI_FIELD_ISSUER);
/** Merchant contract number. */
OPI_CONSTANT StringView merchant = detail::literal(OPI_FIELD_MERCHANT);
/** AID of the chip. */
OPI_CONSTANT StringView application_id = detail::literal(OPI_FIELD_APPLICATION_ID);
/** Response code of the host, ISO 8583; 0 is approval. */
OPI_CONSTANT StringView action_code = detail::literal(OPI_FIELD_ACTION_CODE);
/** How many copies to print. */
OPI_CONSTANT StringView receipt_copies = detail::literal(OPI_FIELD_RECEIPT_COPIES);
/** CaptureReference (ATS). */
OPI_CONSTANT StringView capture_reference = detail::literal(OPI_FIELD_CAPTURE_REFERENCE);
/** TrackingReference (ATS). */
OPI_CONSTANT StringView tracking_reference = detail::literal(OPI_FIELD_TRACKING_REFERENCE);
/** Products that the card may not pay for, separated by commas (ifsf). */
OPI_CONSTANT StringView restriction_codes = detail::literal(OPI_FIELD_RESTRICTION_CODES);
/** Approval of the loyalty host (ifsf). */
OPI_CONSTANT StringView loyalty_approval_code = detail::literal(OPI_FIELD_LOYALTY_APPROVAL_CODE);
/** Loyalty points or their worth (ifsf). */
OPI_CONSTANT StringView loyalty_amount = detail::literal(OPI_FIELD_LOYALTY_AMOUNT);
/** Points after the transaction (ATS). */
OPI_CONSTANT StringView loyalty_points = detail::literal(OPI_FIELD_LOYALTY_POINTS);
/** Repeated answer: which kind of request it answered. */
OPI_CONSTANT StringView original_kind = detail::literal(OPI_FIELD_ORIGINAL_KIND);
/** Repeated answer: RequestID of the request it answered. */
OPI_CONSTANT StringView original_request_id = detail::literal(OPI_FIELD_ORIGINAL_REQUEST_ID);
/** Repeated answer: the till that had asked. */
OPI_CONSTANT StringView original_workstation = detail::literal(OPI_FIELD_ORIGINAL_WORKSTATION);
/** Repeated answer: OverallResult of the request it answered. */
OPI_CONSTANT StringView original_result = detail::literal(OPI_FIELD_ORIGINAL_RESULT);
/** HostDeclineReason (ch). */
OPI_CONSTANT StringView host_decline_reason = detail::literal(OPI_FIELD_HOST_DECLINE_REASON);
/** TerminalDeclineReason (ch). */
OPI_CONSTANT StringView terminal_decline_reason = detail::literal(OPI_FIELD_TERMINAL_DECLINE_REASON);
/** The vendor's own error number (de). */
OPI_CONSTANT StringView vendor_error_code = detail::literal(OPI_FIELD_VENDOR_ERROR_CODE);
/** The vendor's own words for it (de). */
OPI_CONSTANT StringView vendor_error_text = detail::literal(OPI_FIELD_VENDOR_ERROR_TEXT);
/** TerminalStatus (ch); the list of values is not public. */
OPI_CONSTANT StringView terminal_status = detail::literal(OPI_FIELD_TERMINAL_STATUS);
/** TerminalSubStatus (ch); the list of values is not public. */
OPI_CONSTANT StringView terminal_sub_status = detail::literal(OPI_FIELD_TERMINAL_SUB_STATUS);
/** Address of the terminal (ch). */
OPI_CONSTANT StringView terminal_ip = detail::literal(OPI_FIELD_TERMINAL_IP);
/** Version of the payment application (ch, de). */
OPI_CONSTANT StringView app_version = detail::literal(OPI_FIELD_APP_VERSION);
/** Merchant identification in ep2 (ch). */
OPI_CONSTANT StringView ep2_merchant_id = detail::literal(OPI_FIELD_EP2_MERCHANT_ID);
/** Hardware of the terminal (ch). */
OPI_CONSTANT StringView hardware = detail::literal(OPI_FIELD_HARDWARE);
/** Serial number of the terminal (ch). */
OPI_CONSTANT StringView serial_number = detail::literal(OPI_FIELD_SERIAL_NUMBER);
/** Name of the terminal's configuration (ch). */
OPI_CONSTANT StringView configuration_name = detail::literal(OPI_FIELD_CONFIGURATION_NAME);
/** Version of the terminal's configuration (ch). */
OPI_CONSTANT StringView configuration_version = detail::literal(OPI_FIELD_CONFIGURATION_VERSION);
/** Brands that the terminal accepts, separated by commas (nl, ch). */
OPI_CONSTANT StringView card_circuits = detail::literal(OPI_FIELD_CARD_CIRCUITS);
/** Acquirers that the terminal works with, separated by commas (ch). */
OPI_CONSTANT StringView acquirers = detail::literal(OPI_FIELD_ACQUIRERS);
/** What a diagnosis found, in words (de, ifsf). */
OPI_CONSTANT StringView diagnosis_result = detail::literal(OPI_FIELD_DIAGNOSIS_RESULT);
/** When the terminal restarts (CCV Germany). */
OPI_CONSTANT StringView next_reboot = detail::literal(OPI_FIELD_NEXT_REBOOT);
/** How many stored transactions were taken (ATS). */
OPI_CONSTANT StringView submitted_count = detail::literal(OPI_FIELD_SUBMITTED_COUNT);
/** How many stored transactions were not taken (ATS). */
OPI_CONSTANT StringView not_submitted_count = detail::literal(OPI_FIELD_NOT_SUBMITTED_COUNT);
/** Free text that the vendor added. */
OPI_CONSTANT StringView private_data = detail::literal(OPI_FIELD_PRIVATE_DATA);
/**
 * The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked,
 * secrets dropped.
 */
OPI_CONSTANT StringView raw = detail::literal(OPI_FIELD_RAW);
} // namespace field
// end

// names: recovery_field
/** Fields of a payment that is recovered. */
namespace recovery_field {
/** Number of the request in the journal; resolving by hand names it. */
OPI_CONSTANT StringView id = detail::literal(OPI_RECOVERY_ID);
/** approved, not_charged or ask_human. */
OPI_CONSTANT StringView verdict = detail::literal(OPI_RECOVERY_VERDICT);
/** The till's own reference, as given. */
OPI_CONSTANT StringView reference = detail::literal(OPI_RECOVERY_REFERENCE);
/** The idempotency key, as given. */
OPI_CONSTANT StringView key = detail::literal(OPI_RECOVERY_KEY);
/** Kind of request, as on the wire. */
OPI_CONSTANT StringView kind = detail::literal(OPI_RECOVERY_KIND);
/** What the till asked for, decimal major units. */
OPI_CONSTANT StringView requested_amount = detail::literal(OPI_RECOVERY_REQUESTED_AMOUNT);
/** What was charged, decimal major units. Only when approved. */
OPI_CONSTANT StringView amount = detail::literal(OPI_RECOVERY_AMOUNT);
/** ISO 4217 letters. */
OPI_CONSTANT StringView currency = detail::literal(OPI_RECOVERY_CURRENCY);
/** When the till asked, local time. */
OPI_CONSTANT StringView begun_at = detail::literal(OPI_RECOVERY_BEGUN_AT);
/** RequestID under which the terminal was asked. */
OPI_CONSTANT StringView request_id = detail::literal(OPI_RECOVERY_REQUEST_ID);
/** Host and port of the terminal. */
OPI_CONSTANT StringView terminal = detail::literal(OPI_RECOVERY_TERMINAL);
/** WorkstationID of the till. */
OPI_CONSTANT StringView workstation = detail::literal(OPI_RECOVERY_WORKSTATION);
/** TerminalID. */
OPI_CONSTANT StringView terminal_id = detail::literal(OPI_RECOVERY_TERMINAL_ID);
/** STAN: the terminal's transaction number. */
OPI_CONSTANT StringView stan = detail::literal(OPI_RECOVERY_STAN);
/** ApprovalCode. */
OPI_CONSTANT StringView approval_code = detail::literal(OPI_RECOVERY_APPROVAL_CODE);
/** TrxReferenceNumber: reference at the acquirer. */
OPI_CONSTANT StringView trx_reference = detail::literal(OPI_RECOVERY_TRX_REFERENCE);
/** Card number, its last four digits. */
OPI_CONSTANT StringView card = detail::literal(OPI_RECOVERY_CARD);
/** Brand of the card. */
OPI_CONSTANT StringView card_circuit = detail::literal(OPI_RECOVERY_CARD_CIRCUIT);
/** Time at the terminal. */
OPI_CONSTANT StringView authorised_at = detail::literal(OPI_RECOVERY_AUTHORISED_AT);
/** Why the verdict is what it is. */
OPI_CONSTANT StringView reason = detail::literal(OPI_RECOVERY_REASON);
/** What to do next, in words. */
OPI_CONSTANT StringView advice = detail::literal(OPI_RECOVERY_ADVICE);
/** yes: recovering again later may find out. */
OPI_CONSTANT StringView ask_again = detail::literal(OPI_RECOVERY_ASK_AGAIN);
/** answer, recovery or person. */
OPI_CONSTANT StringView settled_by = detail::literal(OPI_RECOVERY_SETTLED_BY);
/** When it was settled, local time. */
OPI_CONSTANT StringView settled_at = detail::literal(OPI_RECOVERY_SETTLED_AT);
/** The person who resolved it by hand. */
OPI_CONSTANT StringView who = detail::literal(OPI_RECOVERY_WHO);
} // namespace recovery_field
// end

/** Name of a status, such as "OPI_E_BUSY". */
inline const char *name(Status status) noexcept
{
    return opi_status_name(static_cast<opi_status>(status));
}

/** What happened, in one sentence. */
inline const char *text(Status status) noexcept
{
    return opi_status_text(static_cast<opi_status>(status));
}

/** What the till should do next, in one sentence. */
inline const char *advice(Status status) noexcept
{
    return opi_status_advice(static_cast<opi_status>(status));
}

// ==== Errors ====================================================================================================

/** What went wrong where there is no outcome, whether money may have moved, and what to do next. No card data. */
class Error : public std::exception {
public:
    /** An error in the library's own words for a status. */
    explicit Error(Status status) : Error(status, text(status), opi::advice(status)) {}

    /** An error with words of its own. */
    Error(Status status, std::string message, std::string advice)
        : Error(status, static_cast<MoneyMoved>(opi_status_money(static_cast<opi_status>(status))), std::move(message),
                std::move(advice), nullptr)
    {
    }

    /** Takes an opi_error (which may be NULL) that a function of opi.h gave with a status. */
    static Error take(opi_status status, opi_error *error, std::exception_ptr callback_failure = nullptr)
    {
        std::unique_ptr<opi_error, void (*)(opi_error *)> owner{error, [](opi_error *it) { opi_error_free(it); }};
        const bool words = error != nullptr;
        return Error{static_cast<Status>(status),
                     static_cast<MoneyMoved>(words ? opi_error_money(error) : opi_status_money(status)),
                     words ? opi_error_message(error, nullptr) : opi_status_text(status),
                     words ? opi_error_advice(error, nullptr) : opi_status_advice(status), std::move(callback_failure)};
    }

    /** The reason as a number; its family alone says what to do. */
    Status status() const noexcept { return parts_->status; }
    /** May money have moved? */
    MoneyMoved money_moved() const noexcept { return parts_->money_moved; }
    /** What was wrong, and where. */
    const std::string &message() const noexcept { return parts_->message; }
    /** What the till should do next. */
    const std::string &advice() const noexcept { return parts_->advice; }
    /** What a callback threw during the call that ended with this error; mostly nothing. */
    std::exception_ptr callback_failure() const noexcept { return parts_->callback_failure; }
    /** Message and advice. */
    const char *what() const noexcept override { return parts_->what.c_str(); }

private:
    struct Parts {
        Status status;
        MoneyMoved money_moved;
        std::string message, advice, what;
        std::exception_ptr callback_failure;
    };

    Error(Status status, MoneyMoved money_moved, std::string message, std::string advice, std::exception_ptr failure)
    {
        std::string what = message + ' ' + advice;
        parts_ = std::make_shared<const Parts>(
            Parts{status, money_moved, std::move(message), std::move(advice), std::move(what), std::move(failure)});
    }

    std::shared_ptr<const Parts> parts_; // an exception must be copied without throwing
};

/** A value or the error for which there is none: what the functions give whose names begin with try_. */
template <class T> class OPI_NODISCARD Expected {
public:
    /** There is a value. */
    Expected(T value) : value_(std::move(value)) {}
    /** There is none. */
    Expected(Error error) : error_(std::move(error)) {}

    /** Is there a value? */
    bool has_value() const noexcept { return value_.has_value(); }
    /** Is there a value? */
    explicit operator bool() const noexcept { return has_value(); }
    /** The value, moved out; throws the error if there is none. */
    T value() &&
    {
        if (!has_value())
            throw *error_;
        return *std::move(value_);
    }
    /** The value; there must be one. */
    T &operator*() noexcept { return *value_; }
    /** The value; there must be one. */
    T *operator->() noexcept { return &*value_; }
    /** The value; there must be one. */
    const T &operator*() const noexcept { return *value_; }
    /** The value; there must be one. */
    const T *operator->() const noexcept { return &*value_; }
    /** The error; there must be one. */
    const Error &error() const noexcept { return *error_; }

private:
    Optional<T> value_;
    Optional<Error> error_;
};

// ==== Version ===================================================================================================

/** The version of the library in use, such as "0.1.0". */
inline StringView version() noexcept
{
    return opi_version();
}

/** Can this header work with a library of that ABI? The same major number, at least the same minor one. */
constexpr bool abi_fits(std::uint32_t library) noexcept
{
    return library >> 16 == std::uint32_t{OPI_ABI_VERSION} >> 16
        && (library & 0xffff) >= (std::uint32_t{OPI_ABI_VERSION} & 0xffff);
}

/** @cond internal */
namespace detail {

template <class T, void (OPI_CALL *Free)(T *)> struct Freer {
    void operator()(T *object) const noexcept { Free(object); }
};

/** An opaque object of opi.h, freed once. */
template <class T, void (OPI_CALL *Free)(T *)> using Handle = std::unique_ptr<T, Freer<T, Free>>;

/** Whether header and library fit; asked before the first object is made. */
inline Optional<Error> abi_error()
{
    const std::uint32_t library = opi_abi_version();
    if (abi_fits(library))
        return {};
    const auto number = [](std::uint32_t abi) { return std::to_string(abi >> 16) + '.' + std::to_string(abi & 0xffff); };
    return Error{Status::abi,
                 "This program was built for ABI " + number(OPI_ABI_VERSION) + " of libopi, the library (" + opi_version()
                     + ") has ABI " + number(library) + '.',
                 opi::advice(Status::abi)};
}

inline void require_abi()
{
    if (auto error = abi_error())
        throw *std::move(error);
}

/** Throws unless all is well; takes the error. */
inline void check(opi_status status, opi_error *error)
{
    if (status != OPI_OK)
        throw Error::take(status, error);
}

/** The text as C wants it. A NUL inside would cut it off unseen, so it is refused. */
inline Expected<std::string> c_text(StringView text)
{
    if (std::memchr(text.data(), '\0', text.size()) != nullptr)
        return Error{Status::invalid_argument, "A text has a NUL character inside.", "Take it out of the text."};
    return text.str();
}

inline Optional<StringView> optional_view(const char *text, std::size_t length) noexcept
{
    return text != nullptr ? StringView{text, length} : Optional<StringView>{};
}

inline Optional<int> told(std::int32_t number) noexcept
{
    return number >= 0 ? number : Optional<int>{};
}

/** Milliseconds as the ABI takes them: what is out of its range becomes the nearest. */
inline std::uint32_t milliseconds(std::chrono::milliseconds time) noexcept
{
    constexpr auto most = (std::numeric_limits<std::uint32_t>::max)();
    const auto count = time.count();
    return count <= 0 ? 0 : count >= static_cast<std::int64_t>(most) ? most : static_cast<std::uint32_t>(count);
}

} // namespace detail
/** @endcond */

// ==== Money =====================================================================================================

/**
 * An amount: whole minor units of an ISO 4217 currency. 1250 and "CHF" are CHF 12.50. Never floating point.
 */
class Money {
public:
    /** So many minor units; throws Status::invalid_amount unless the currency is three capital letters. */
    Money(std::int64_t minor_units, StringView currency) : minor_units_(minor_units)
    {
        bool letters = currency.size() == 3;
        for (std::size_t i = 0; letters && i < 3; i++)
            letters = currency[i] >= 'A' && currency[i] <= 'Z';
        if (!letters)
            throw Error{Status::invalid_amount, "The currency is '" + currency.str() + "'.",
                        "Give three capital letters of ISO 4217, such as CHF."};
        for (std::size_t i = 0; i < 3; i++)
            currency_[i] = currency[i];
    }

    /** There is no exact amount in floating point. */
    template <class Floating, class = typename std::enable_if<std::is_floating_point<Floating>::value>::type>
    Money(Floating, StringView) = delete;

    /** Reads decimal major units with a point, such as "12.50" or "12"; throws Status::invalid_amount. */
    static Money parse(StringView major_units, StringView currency)
    {
        Money money{0, currency};
        const auto wrong = [&] {
            return Error{Status::invalid_amount,
                         "'" + major_units.str() + "' is no amount in " + currency.str() + '.',
                         "Write digits, and after a point at most " + std::to_string(money.decimals()) + " more."};
        };
        int digits = 0, decimals = -1; // -1: before the point
        for (const char c : major_units) {
            if (c == '.' && decimals < 0 && digits > 0)
                decimals = 0;
            else if (c < '0' || c > '9' || decimals == money.decimals())
                throw wrong();
            else
                money.append(c - '0', wrong), digits++, decimals += decimals >= 0;
        }
        if (digits == 0 || decimals == 0)
            throw wrong();
        for (int i = decimals < 0 ? 0 : decimals; i < money.decimals(); i++)
            money.append(0, wrong);
        return money;
    }

    /** The amount in minor units. */
    std::int64_t minor_units() const noexcept { return minor_units_; }
    /** The currency: three letters. */
    StringView currency() const noexcept { return {currency_.data(), 3}; }

    /** How many decimals ISO 4217 gives the currency: 2 for CHF, 0 for JPY. */
    int decimals() const noexcept
    {
        if (among("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"))
            return 0;
        return among("BHD IQD JOD KWD LYD OMR TND") ? 3 : among("CLF UYW") ? 4 : 2;
    }

    /** Decimal major units with a point, such as "12.50". */
    std::string major_units() const
    {
        const bool negative = minor_units_ < 0;
        const auto units = static_cast<std::uint64_t>(minor_units_);
        std::string digits = std::to_string(negative ? 0 - units : units);
        const auto places = static_cast<std::size_t>(decimals());
        if (digits.size() <= places)
            digits.insert(0, places + 1 - digits.size(), '0');
        if (places > 0)
            digits.insert(digits.size() - places, 1, '.');
        return negative ? '-' + digits : digits;
    }

    /** Currency and major units, such as "CHF 12.50". */
    std::string to_string() const { return currency().str() + ' ' + major_units(); }

    /** The same amount of the same currency? */
    friend bool operator==(const Money &a, const Money &b) noexcept
    {
        return a.minor_units_ == b.minor_units_ && a.currency() == b.currency();
    }
    /** Another amount or another currency? */
    friend bool operator!=(const Money &a, const Money &b) noexcept { return !(a == b); }

private:
    bool among(const char *currencies) const noexcept
    {
        return std::strstr(currencies, currency_.data()) != nullptr;
    }

    template <class Wrong> void append(int digit, const Wrong &wrong)
    {
        if (minor_units_ > ((std::numeric_limits<std::int64_t>::max)() - digit) / 10)
            throw wrong();
        minor_units_ = minor_units_ * 10 + digit;
    }

    std::int64_t minor_units_;
    std::array<char, 4> currency_{}; // with a NUL
};

// ==== Cancelling and requests ===================================================================================

/**
 * Stops a running call from another thread or from inside a callback. May be destroyed at any time, which cancels
 * nothing. Once cancelled it stays so; make one per request.
 *
 * Cancelling is a wish: the terminal may answer that the customer has paid, and the result tells.
 */
class Cancel {
public:
    /** Not cancelled yet. */
    Cancel()
    {
        detail::require_abi();
        handle_.reset(opi_cancel_new(), [](opi_cancel *cancel) { opi_cancel_free(cancel); });
        if (!handle_)
            throw Error{Status::internal};
    }
    /** Moves. */
    Cancel(Cancel &&) noexcept = default;
    /** Moves. */
    Cancel &operator=(Cancel &&) noexcept = default;

    /** Cancels every call that was given this object, now or later. Any thread; not for signal handlers. */
    void cancel() const noexcept { opi_cancel_cancel(handle_.get()); }
    /** Has cancel() been called? */
    bool is_cancelled() const noexcept { return opi_cancel_is_cancelled(handle_.get()) == 1; }
    /** The object of opi.h, still owned here. */
    opi_cancel *handle() const noexcept { return handle_.get(); }

private:
    friend class Terminal;
    std::shared_ptr<opi_cancel> handle_; // shared with the asynchronous calls that were given it
};

/** What the till asks the terminal for: a kind, perhaps an amount, perhaps options. May be used several times. */
class Request {
public:
    /** A request without an amount, so far. */
    explicit Request(Kind kind)
    {
        detail::require_abi();
        handle_.reset(opi_request_new(static_cast<std::int32_t>(kind)));
        if (!handle_)
            throw Error{Status::unknown_name, "There is no kind of request with the number "
                            + std::to_string(static_cast<std::int32_t>(kind)) + '.', "Use one of opi::Kind."};
    }
    /** A request with an amount. */
    Request(Kind kind, const Money &amount) : Request(kind) { this->amount(amount); }

    /** Sets the amount; positive, also for refunds. */
    Request &amount(const Money &money)
    {
        opi_error *error = nullptr;
        const std::string currency = money.currency().str();
        const auto status = opi_request_set_amount(handle_.get(), money.minor_units(), currency.c_str(), &error);
        detail::check(status, error);
        return *this;
    }

    /** Sets an option, one of opi::option; setting it again replaces the value. */
    Request &set(StringView name, StringView value)
    {
        opi_error *error = nullptr;
        const std::string c_name = detail::c_text(name).value(), c_value = detail::c_text(value).value();
        const auto status = opi_request_set(handle_.get(), c_name.c_str(), c_value.c_str(), &error);
        detail::check(status, error);
        return *this;
    }

    /** The object of opi.h, still owned here. */
    opi_request *handle() const noexcept { return handle_.get(); }

private:
    detail::Handle<opi_request, opi_request_free> handle_;
};

// ==== Results ===================================================================================================

/** A receipt that came during a call. */
struct Receipt {
    /** For whom it is. */
    Role role;
    /** Lines separated by line feeds, exactly as the terminal sent them; lives as long as the Result. */
    StringView text;
    /** Was the terminal told that it is in safe hands? */
    bool acknowledged;
};

/** An entry of the electronic journal that came during a call; lives as long as the Result. */
class JournalEntry {
public:
    /** A field: amount, currency, approval_code, ... (docs/options.md). */
    Optional<StringView> get(StringView name) const
    {
        std::size_t length = 0;
        const char *text = opi_result_journal_get(result_, index_, name.str().c_str(), &length);
        return detail::optional_view(text, length);
    }

private:
    friend class Result;
    JournalEntry(const opi_result *result, std::size_t index) noexcept : result_(result), index_(index) {}
    const opi_result *result_;
    std::size_t index_;
};

/**
 * How a request ended: the verdict, everything the terminal said, the receipts. Does not change.
 */
class Result {
public:
    /** No result, as after moving out of one. */
    Result() noexcept = default;
    /** Takes a result of opi.h, and what a callback threw meanwhile. */
    explicit Result(opi_result *result, std::exception_ptr callback_failure = nullptr) noexcept
        : handle_(result), callback_failure_(std::move(callback_failure))
    {
    }

    /** How it ended. */
    Verdict verdict() const noexcept { return static_cast<Verdict>(opi_result_verdict(handle_.get())); }
    /** Did the terminal do it: paid, refunded, reversed, printed, closed ...? */
    bool approved() const noexcept { return verdict() == Verdict::approved; }
    /** The reason behind the verdict: Status::ok when approved. */
    Status status() const noexcept { return static_cast<Status>(opi_result_status(handle_.get())); }
    /** Has money moved? */
    MoneyMoved money_moved() const noexcept { return static_cast<MoneyMoved>(opi_result_money(handle_.get())); }

    /** What the terminal charged or refunded, which may exceed the request (tip). */
    Optional<Money> amount() const
    {
        std::int64_t minor_units = 0;
        const char *currency = nullptr;
        if (opi_result_amount(handle_.get(), &minor_units, &currency) != 1)
            return {};
        return Money{minor_units, currency};
    }

    /** A text field, one of opi::field; nothing if it is empty. */
    Optional<StringView> get(StringView name) const &
    {
        std::size_t length = 0;
        const char *text = opi_result_get(handle_.get(), name.str().c_str(), &length);
        return detail::optional_view(text, length);
    }
    Optional<StringView> get(StringView) const && = delete;

    /** What happened, in words; empty when approved. */
    StringView message() const & { return get(OPI_FIELD_MESSAGE).value_or(StringView{}); }
    StringView message() const && = delete;
    /** What the till should do next; empty when approved. */
    StringView advice() const & { return get(OPI_FIELD_ADVICE).value_or(StringView{}); }
    StringView advice() const && = delete;

    /** The receipts that came during the call, printed or not. */
    std::vector<Receipt> receipts() const &
    {
        std::vector<Receipt> receipts;
        for (std::size_t i = 0; i < opi_result_receipt_count(handle_.get()); i++) {
            std::size_t length = 0;
            const char *text = opi_result_receipt_text(handle_.get(), i, &length);
            receipts.push_back({static_cast<Role>(opi_result_receipt_role(handle_.get(), i)), {text, length},
                                opi_result_receipt_acknowledged(handle_.get(), i) == 1});
        }
        return receipts;
    }
    std::vector<Receipt> receipts() const && = delete;

    /** The entries of the electronic journal that came during the call. */
    std::vector<JournalEntry> journal() const &
    {
        std::vector<JournalEntry> entries;
        for (std::size_t i = 0; i < opi_result_journal_count(handle_.get()); i++)
            entries.push_back(JournalEntry{handle_.get(), i});
        return entries;
    }
    std::vector<JournalEntry> journal() const && = delete;

    /** Something unusual that happened on the way, in plain words, for the log. */
    std::vector<StringView> notes() const &
    {
        std::vector<StringView> notes;
        for (std::size_t i = 0; i < opi_result_note_count(handle_.get()); i++) {
            std::size_t length = 0;
            const char *text = opi_result_note(handle_.get(), i, &length);
            notes.emplace_back(text, length);
        }
        return notes;
    }
    std::vector<StringView> notes() const && = delete;

    /** How many callbacks threw during the call. */
    std::uint32_t failed_callbacks() const noexcept { return opi_result_failed_callbacks(handle_.get()); }
    /** The first exception that a callback threw during the call; for std::rethrow_exception(). */
    std::exception_ptr callback_failure() const noexcept { return callback_failure_; }

    /**
     * Tells the journal that the till knows this outcome, so that recovery does not list it again. Call it once the
     * sale is booked; also after the terminal was closed. Throws Status::pending when the outcome is unknown.
     */
    void acknowledge() const
    {
        opi_error *error = nullptr;
        const auto status = opi_result_acknowledge(handle_.get(), &error);
        detail::check(status, error);
    }

    /** The whole result as one JSON object. */
    StringView json() const &
    {
        std::size_t length = 0;
        const char *text = opi_result_json(handle_.get(), &length);
        return {text, length};
    }
    StringView json() const && = delete;

    /** The object of opi.h, still owned here. */
    const opi_result *handle() const noexcept { return handle_.get(); }

private:
    detail::Handle<opi_result, opi_result_free> handle_;
    std::exception_ptr callback_failure_;
};

// ==== Recovery ==================================================================================================

/** A request of the journal, and what became of it; lives as long as the Recovery it came from. */
class RecoveredRequest {
public:
    /** A receipt of it, as it lies in the journal. */
    struct Receipt {
        /** For whom it is. */
        Role role;
        /** Lines separated by line feeds. */
        StringView text;
    };

    /** What became of it. */
    Recovered verdict() const noexcept { return static_cast<Recovered>(opi_recovery_verdict(recovery_, index_)); }

    /** What was charged or refunded; only when approved. */
    Optional<Money> amount() const
    {
        std::int64_t minor_units = 0;
        const char *currency = nullptr;
        if (opi_recovery_amount(recovery_, index_, &minor_units, &currency) != 1)
            return {};
        return Money{minor_units, currency};
    }

    /** A text field, one of opi::recovery_field; nothing if it is empty. */
    Optional<StringView> get(StringView name) const
    {
        std::size_t length = 0;
        const char *text = opi_recovery_get(recovery_, index_, name.str().c_str(), &length);
        return detail::optional_view(text, length);
    }

    /** Its receipts, those found during recovery included. */
    std::vector<Receipt> receipts() const
    {
        std::vector<Receipt> receipts;
        for (std::size_t i = 0; i < opi_recovery_receipt_count(recovery_, index_); i++) {
            std::size_t length = 0;
            const char *text = opi_recovery_receipt_text(recovery_, index_, i, &length);
            const auto role = static_cast<Role>(opi_recovery_receipt_role(recovery_, index_, i));
            receipts.push_back({role, {text, length}});
        }
        return receipts;
    }

    /**
     * Tells the journal that the till knows what became of it, so that it is not listed again. Throws Status::pending
     * while a human has to be asked: resolve it instead.
     */
    void acknowledge() const
    {
        opi_error *error = nullptr;
        const auto status = opi_recovery_acknowledge(recovery_, index_, &error);
        detail::check(status, error);
    }

private:
    friend class Recovery;
    RecoveredRequest(const opi_recovery *recovery, std::size_t index) noexcept : recovery_(recovery), index_(index) {}
    const opi_recovery *recovery_;
    std::size_t index_;
};

/** A list of requests of the journal with what became of each. Does not change. */
class Recovery {
public:
    /** An empty list. */
    Recovery() noexcept = default;
    /** Takes a recovery of opi.h, and what a callback threw meanwhile. */
    explicit Recovery(opi_recovery *recovery, std::exception_ptr callback_failure = nullptr) noexcept
        : handle_(recovery), callback_failure_(std::move(callback_failure))
    {
    }

    /** How many requests there are. */
    std::size_t size() const noexcept { return opi_recovery_count(handle_.get()); }
    /** Is there nothing to tell? */
    bool empty() const noexcept { return size() == 0; }

    /** The requests, oldest first. */
    std::vector<RecoveredRequest> requests() const &
    {
        std::vector<RecoveredRequest> requests;
        for (std::size_t i = 0; i < size(); i++)
            requests.push_back(RecoveredRequest{handle_.get(), i});
        return requests;
    }
    std::vector<RecoveredRequest> requests() const && = delete;

    /** The whole list as one JSON array. */
    StringView json() const &
    {
        std::size_t length = 0;
        const char *text = opi_recovery_json(handle_.get(), &length);
        return {text, length};
    }
    StringView json() const && = delete;

    /** The first exception that a callback threw meanwhile; for std::rethrow_exception(). */
    std::exception_ptr callback_failure() const noexcept { return callback_failure_; }
    /** The object of opi.h, still owned here. */
    const opi_recovery *handle() const noexcept { return handle_.get(); }

private:
    detail::Handle<opi_recovery, opi_recovery_free> handle_;
    std::exception_ptr callback_failure_;
};

// ==== The till's devices ========================================================================================

/** What the terminal wants of one of the till's devices. It and its texts end with the callback. */
class DeviceRequest {
public:
    DeviceRequest(const DeviceRequest &) = delete;
    DeviceRequest &operator=(const DeviceRequest &) = delete;

    /** Name of the device on the wire, such as "CashierDisplay"; empty for questions and journal entries. */
    StringView target() const noexcept { return call(opi_device_request_target); }
    /** All lines, separated by line feeds, exactly as the terminal sent them. */
    StringView text() const noexcept { return call(opi_device_request_text); }
    /** The lines; an empty one is a blank line. */
    std::vector<StringView> lines() const
    {
        std::vector<StringView> lines;
        const std::size_t count = opi_device_request_line_count(request_);
        lines.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            std::size_t length = 0;
            const char *line = opi_device_request_line(request_, i, &length);
            lines.emplace_back(line, length);
        }
        return lines;
    }
    /** The object of opi.h. */
    const opi_device_request *handle() const noexcept { return request_; }

protected:
    /** @cond internal */
    explicit DeviceRequest(const opi_device_request *request) noexcept : request_(request) {}
    ~DeviceRequest() = default;

    template <class Getter> StringView call(Getter getter) const noexcept
    {
        std::size_t length = 0;
        const char *text = getter(request_, &length);
        return {text, length};
    }

    const opi_device_request *request_;
    /** @endcond */
};

/** Text to show. */
class DisplayRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit DisplayRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** For the customer rather than the cashier? */
    bool for_customer() const noexcept { return opi_device_request_for_customer(request_) == 1; }
};

/** A receipt to print. */
class PrintRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit PrintRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** For whom it is. */
    Role role() const noexcept { return static_cast<Role>(opi_device_request_role(request_)); }
};

/** A question to the cashier. */
class InputRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit InputRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** What kind of answer it wants. */
    Prompt prompt() const noexcept { return static_cast<Prompt>(opi_device_request_prompt_kind(request_)); }
    /** Its name on the wire, such as "GetConfirmation". */
    StringView command() const noexcept { return call(opi_device_request_command); }
    /** Least number of characters, if the terminal said. */
    Optional<int> min_length() const noexcept { return detail::told(opi_device_request_min_length(request_)); }
    /** Greatest number of characters, if the terminal said. */
    Optional<int> max_length() const noexcept { return detail::told(opi_device_request_max_length(request_)); }
    /** Decimals of an amount, if the terminal said. */
    Optional<int> decimals() const noexcept { return detail::told(opi_device_request_decimals(request_)); }
    /** How long the terminal waits for the answer, if it said. */
    Optional<std::chrono::seconds> timeout() const noexcept
    {
        const std::int32_t seconds = opi_device_request_timeout_seconds(request_);
        return seconds >= 0 ? std::chrono::seconds{seconds} : Optional<std::chrono::seconds>{};
    }
};

/** Goods to hand out (unattended terminals). */
class DeliveryRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit DeliveryRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
};

/** An entry of the electronic journal to store. */
class JournalRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit JournalRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** A field: amount, currency, approval_code, ... (docs/options.md). */
    Optional<StringView> get(StringView name) const
    {
        std::size_t length = 0;
        const char *text = opi_device_request_get(request_, name.str().c_str(), &length);
        return detail::optional_view(text, length);
    }
};

/** What a callback answers. */
class OPI_NODISCARD Answer {
public:
    /** Printed, stored, handed out, confirmed. */
    static Answer yes() { return Answer{OPI_ANSWER_YES}; }
    /** Could not or must not be done; the cashier said no, or refused to answer. */
    static Answer no() { return Answer{OPI_ANSWER_NO}; }
    /** Not answered: the harmless thing is done. */
    static Answer none() { return Answer{OPI_ANSWER_DEFAULT}; }
    /** The text that the cashier typed. */
    static Answer text(std::string text) { return Answer{OPI_ANSWER_YES, std::move(text), false}; }
    /** The digits that the cashier typed, or an amount in major units such as "12.50". */
    static Answer number(std::string digits) { return Answer{OPI_ANSWER_YES, std::move(digits), true}; }

    /** Puts it where opi.h wants it and gives one of OPI_ANSWER_...; throws if it is not acceptable. */
    std::int32_t give(opi_answer *answer) const
    {
        if (!typed_)
            return code_;
        const std::string typed = detail::c_text(*typed_).value();
        const opi_status status =
            is_number_ ? opi_answer_set_number(answer, typed.c_str()) : opi_answer_set_text(answer, typed.c_str());
        if (status != OPI_OK)
            throw Error{static_cast<Status>(status)};
        return code_;
    }

private:
    explicit Answer(std::int32_t code, Optional<std::string> typed = {}, bool is_number = false)
        : code_(code), typed_(std::move(typed)), is_number_(is_number)
    {
    }

    std::int32_t code_;
    Optional<std::string> typed_;
    bool is_number_;
};

/**
 * The till's devices; a function that is not set is a device that you do not have.
 *
 * What they throw is kept for the caller of run(), recover() or dispatch(), and counts as "could not be done". They must not end
 * the thread they run on.
 */
struct Devices {
    /** Show text to the cashier or the customer. */
    std::function<void(const DisplayRequest &)> display;
    /**
     * Print a receipt. Only yes tells the terminal that it is in safe hands; after anything else it wants a
     * reprint before the next payment. Not set: receipts are in the results.
     */
    std::function<Answer(const PrintRequest &)> print;
    /** Ask the cashier. */
    std::function<Answer(const InputRequest &)> input;
    /** Hand out the goods. Only yes says that it was done. */
    std::function<Answer(const DeliveryRequest &)> deliver;
    /** Store an entry of the electronic journal. Only yes says that it was done. Not set: they are in the results. */
    std::function<Answer(const JournalRequest &)> journal;
};

/** @cond internal */
namespace detail {

/**
 * Where the innermost call on this thread keeps what callbacks throw: of opi::dispatch() itself, which serves any
 * terminal; nullptr for calls on a terminal, whose bridge keeps it.
 */
class Innermost {
public:
    explicit Innermost(std::exception_ptr *failure) noexcept : outer_(here()) { here() = failure; }
    Innermost(const Innermost &) = delete;
    Innermost &operator=(const Innermost &) = delete;
    ~Innermost() { here() = outer_; }

    static std::exception_ptr *&here() noexcept
    {
        static thread_local std::exception_ptr *failure = nullptr;
        return failure;
    }

private:
    std::exception_ptr *const outer_;
};

/** What the library's user_data points to: the devices, and what they threw. Deleted by the library's destroy callback. */
class Bridge {
public:
    explicit Bridge(Devices devices) : devices_(std::move(devices)) {}

    opi_devices table() noexcept
    {
        opi_devices table = OPI_DEVICES_INIT;
        table.user_data = this;
        table.display = devices_.display ? display : nullptr;
        table.print = devices_.print ? print : nullptr;
        table.input = devices_.input ? input : nullptr;
        table.deliver = devices_.deliver ? deliver : nullptr;
        table.journal = devices_.journal ? journal : nullptr;
        table.destroy = destroy;
        return table;
    }

    /** What the callbacks of this thread's call threw first. */
    std::exception_ptr take_failure() noexcept
    {
        const std::lock_guard<std::mutex> guard{lock_};
        for (auto it = failures_.begin(); it != failures_.end(); ++it)
            if (it->first == std::this_thread::get_id()) {
                std::exception_ptr failure = std::move(it->second);
                failures_.erase(it);
                return failure;
            }
        return nullptr;
    }

private:
    static std::int32_t OPI_CALLBACK display(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) {
            devices.display(DisplayRequest{request});
            return OPI_ANSWER_YES;
        });
    }
    static std::int32_t OPI_CALLBACK print(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) { return devices.print(PrintRequest{request}).give(nullptr); });
    }
    static std::int32_t OPI_CALLBACK input(void *bridge, const opi_device_request *request, opi_answer *answer) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) { return devices.input(InputRequest{request}).give(answer); });
    }
    static std::int32_t OPI_CALLBACK deliver(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge,
                       [&](const Devices &devices) { return devices.deliver(DeliveryRequest{request}).give(nullptr); });
    }
    static std::int32_t OPI_CALLBACK journal(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge,
                       [&](const Devices &devices) { return devices.journal(JournalRequest{request}).give(nullptr); });
    }
    static void OPI_CALLBACK destroy(void *bridge) noexcept { delete static_cast<Bridge *>(bridge); }

    template <class Call> static std::int32_t guarded(void *user_data, Call call) noexcept
    {
        auto &bridge = *static_cast<Bridge *>(user_data);
        try {
            return call(bridge.devices_);
        } catch (...) {
            bridge.keep(std::current_exception());
            return OPI_ANSWER_FAILED;
        }
    }

    /** Callbacks run on the thread that is in the call, so the thread tells to which call a failure belongs. */
    void keep(std::exception_ptr failure) noexcept
    {
        if (std::exception_ptr *dispatched = Innermost::here()) {
            if (!*dispatched)
                *dispatched = std::move(failure);
            return;
        }
        const auto here = std::this_thread::get_id();
        const std::lock_guard<std::mutex> guard{lock_};
        for (const auto &kept : failures_)
            if (kept.first == here)
                return;
        try {
            failures_.emplace_back(here, std::move(failure));
        } catch (...) {
            // No memory: the library still counts it.
        }
    }

    const Devices devices_;
    std::mutex lock_;
    std::vector<std::pair<std::thread::id, std::exception_ptr>> failures_;
};

/** An open terminal; shared by the Terminal and the calls that run on it. */
struct OpenTerminal {
    Handle<opi_terminal, opi_terminal_free> handle;
    Bridge *bridge; // lives at least as long as the handle: the library deletes it
};

} // namespace detail
/** @endcond */

// ==== Terminals =================================================================================================

/**
 * One payment terminal. Opening it only starts to listen for its device requests; each request makes its own
 * connection.
 */
class Terminal {
public:
    /**
     * Opens a terminal: opi://host[:port]?option=value&option=value (docs/options.md).
     *
     * Throws Error: invalid_url, unknown_name, listen, abi, ...
     */
    explicit Terminal(StringView url, Devices devices = {}) : Terminal(try_open(url, std::move(devices)).value()) {}

    /** Moves; what was moved out of answers Status::null. */
    Terminal(Terminal &&) noexcept = default;
    /** Moves; the terminal that was here before is let go. */
    Terminal &operator=(Terminal &&) noexcept = default;

    /** The same without throwing. */
    static Expected<Terminal> try_open(StringView url, Devices devices = {})
    {
        if (auto error = detail::abi_error())
            return *std::move(error);
        auto c_url = detail::c_text(url);
        if (!c_url)
            return c_url.error();
        std::unique_ptr<detail::Bridge> bridge{new detail::Bridge(std::move(devices))};
        auto terminal = std::make_shared<detail::OpenTerminal>(); // before the library owns anything
        const opi_devices table = bridge->table();
        opi_terminal *handle = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr}; // with recover=open there are callbacks
        const opi_status status = opi_terminal_open(c_url->c_str(), &table, &handle, &error);
        if (status != OPI_E_ABI) // then the table could not be read, and destroy is not called
            terminal->bridge = bridge.release();
        if (status != OPI_OK)
            return Error::take(status, error);
        terminal->handle.reset(handle);
        return Terminal{std::move(terminal)};
    }

    /**
     * Runs one request: connects, sends it once, serves the terminal's device requests, waits for the outcome.
     *
     * Blocks until the outcome. Throws Error only when there is none: busy, recursive, closed, a mistake in the request.
     */
    Result run(const Request &request) { return try_run(request).value(); }
    /** The same; `cancel` may end it early. */
    Result run(const Request &request, const Cancel &cancel) { return try_run(request, cancel).value(); }
    /** The same without throwing. */
    Expected<Result> try_run(const Request &request) { return run_on(terminal_, request, nullptr); }
    /** The same without throwing; `cancel` may end it early. */
    Expected<Result> try_run(const Request &request, const Cancel &cancel)
    {
        return run_on(terminal_, request, cancel.handle());
    }

    /** Takes a card payment; `reference` is the till's own name of the sale. */
    Result pay(const Money &amount, StringView reference = {}) { return run(payment(amount, reference)); }
    /** The same; `cancel` may end it early. */
    Result pay(const Money &amount, StringView reference, const Cancel &cancel)
    {
        return run(payment(amount, reference), cancel);
    }

    /**
     * Runs a request on a thread of its own; callbacks run there too. The future gives what run() gives or throws.
     *
     * Letting go of the future, of the Cancel or of the Terminal ends nothing: the request goes on to its outcome.
     */
    std::future<Result> run_async(Request request) { return run_async(std::move(request), nullptr); }
    /** The same; `cancel` may end it early. */
    std::future<Result> run_async(Request request, const Cancel &cancel)
    {
        return run_async(std::move(request), cancel.handle_);
    }
    /** Takes a card payment on a thread of its own; see run_async(). */
    std::future<Result> pay_async(const Money &amount, StringView reference = {})
    {
        return run_async(payment(amount, reference));
    }
    /** The same; `cancel` may end it early. */
    std::future<Result> pay_async(const Money &amount, StringView reference, const Cancel &cancel)
    {
        return run_async(payment(amount, reference), cancel);
    }

    /**
     * Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome was
     * not acknowledged. Asks for the terminal's last message and last receipt, never for money. Blocks; callbacks run.
     *
     * Throws Error: no_journal, busy, recursive, closed, journal, ...
     */
    Recovery recover() { return recover_on(nullptr); }
    /** The same; `cancel` may end it early. */
    Recovery recover(const Cancel &cancel) { return recover_on(cancel.handle()); }

    /** What recover() would look into, as the journal knows it, without asking the terminal. */
    Recovery unresolved() const
    {
        opi_recovery *recovery = nullptr;
        opi_error *error = nullptr;
        const auto status = opi_terminal_unresolved(handle(), &recovery, &error);
        detail::check(status, error);
        return Recovery{recovery};
    }

    /**
     * Resolves a request by hand, after a person has compared receipts or totals: Recovered::approved or not_charged. Who
     * and why are recorded; no card numbers in them, please.
     */
    void resolve(StringView id, Recovered verdict, StringView who, StringView why)
    {
        opi_error *error = nullptr;
        const std::string c_id = detail::c_text(id).value(), c_who = detail::c_text(who).value();
        const std::string c_why = detail::c_text(why).value();
        const auto status = opi_terminal_resolve(handle(), c_id.c_str(), static_cast<std::int32_t>(verdict), c_who.c_str(),
                                                 c_why.c_str(), &error);
        detail::check(status, error);
    }

    /**
     * Serves device requests that come while no request runs, such as a receipt asked for at the terminal.
     *
     * Gives true when at least one was served, false when none came in time. Rethrows what a callback threw.
     */
    bool dispatch(std::chrono::milliseconds timeout)
    {
        const auto terminal = terminal_;
        const detail::Innermost innermost{nullptr};
        const opi_status status = opi_terminal_dispatch(handle(), detail::milliseconds(timeout));
        const bool nested = status == OPI_E_RECURSIVE || status == OPI_E_NULL; // then what was thrown is not of this call
        std::exception_ptr failure = nested ? nullptr : terminal->bridge->take_failure();
        if (status != OPI_OK && status != OPI_E_TIMEOUT)
            throw Error::take(status, nullptr, std::move(failure));
        if (failure)
            std::rethrow_exception(failure);
        return status == OPI_OK;
    }

    /**
     * Closes the terminal: cancels a call that runs in another thread and waits for it. Afterwards no callback
     * runs or will run again. Closing twice is the same as once.
     *
     * Throws Error: timeout when the call still runs (it goes on closing, ask again), recursive inside a callback.
     */
    void close(std::chrono::milliseconds timeout = std::chrono::seconds{5})
    {
        const auto terminal = terminal_;
        const opi_status status = opi_terminal_close(handle(), detail::milliseconds(timeout));
        if (status != OPI_OK)
            throw Error{static_cast<Status>(status)};
    }

    /** The port on which the till listens for device requests; useful with listen=0. */
    int listen_port() const noexcept { return opi_terminal_listen_port(handle()); }
    /** The address on which the till listens for device requests, such as "0.0.0.0:4102". */
    std::string listen_address() const
    {
        std::size_t length = 0;
        const char *address = opi_terminal_listen_address(handle(), &length);
        return StringView(address, length).str();
    }
    /** The object of opi.h, still owned here. */
    opi_terminal *handle() const noexcept { return terminal_ ? terminal_->handle.get() : nullptr; }

private:
    using Shared = std::shared_ptr<detail::OpenTerminal>;

    explicit Terminal(Shared terminal) noexcept : terminal_(std::move(terminal)) {}

    static Request payment(const Money &amount, StringView reference)
    {
        Request request{Kind::card_payment, amount};
        if (!reference.empty())
            request.set(OPI_OPTION_REFERENCE, reference);
        return request;
    }

    /** `terminal` is a copy: the terminal lives until the call has ended, whatever becomes of the Terminal meanwhile. */
    static Expected<Result> run_on(Shared terminal, const Request &request, const opi_cancel *cancel)
    {
        opi_result *result = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr};
        const opi_status status =
            opi_terminal_run(terminal ? terminal->handle.get() : nullptr, request.handle(), cancel, &result, &error);
        // A call that was refused had no callbacks; one that runs on this thread keeps what is its own.
        const bool refused = result == nullptr && status > -100;
        std::exception_ptr failure = refused ? nullptr : terminal->bridge->take_failure();
        if (result == nullptr)
            return Error::take(status, error, std::move(failure));
        opi_error_free(error); // its words are in the result
        return Result{result, std::move(failure)};
    }

    Recovery recover_on(const opi_cancel *cancel)
    {
        const auto terminal = terminal_;
        opi_recovery *recovery = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr};
        const auto status = opi_terminal_recover(handle(), cancel, &recovery, &error);
        const bool refused = recovery == nullptr && status > -100;
        std::exception_ptr failure = refused ? nullptr : terminal->bridge->take_failure();
        if (status != OPI_OK)
            throw Error::take(status, error, std::move(failure));
        return Recovery{recovery, std::move(failure)};
    }

    std::future<Result> run_async(Request request, std::shared_ptr<opi_cancel> cancel)
    {
        std::promise<Result> promise;
        std::future<Result> future = promise.get_future();
        std::thread{fulfil, std::move(promise), terminal_, std::move(request), std::move(cancel)}.detach();
        return future;
    }

    static void fulfil(std::promise<Result> promise, Shared terminal, const Request &request,
                       const std::shared_ptr<opi_cancel> &cancel)
    {
        try {
            auto result = run_on(terminal, request, cancel.get());
            terminal.reset(); // when the future is ready, nothing is held here any more
            promise.set_value(std::move(result).value());
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    }

    Shared terminal_;
};

/**
 * Serves device requests of every terminal of this process that come while no call is inside it. One thread that calls this
 * in a loop serves a shop; a second one keeps a callback that takes long at one terminal from delaying the others.
 *
 *     std::thread dispatcher{[&] {
 *         while (open)
 *             opi::dispatch(std::chrono::seconds{1});
 *     }};
 *
 * Callbacks run on this thread. Gives true when at least one was served, false when none came in time. Rethrows what a
 * callback threw first: catch it inside the loop. May be called inside a callback: it serves the other terminals.
 */
inline bool dispatch(std::chrono::milliseconds timeout)
{
    detail::require_abi();
    std::exception_ptr failure;
    opi_status status;
    {
        const detail::Innermost innermost{&failure};
        status = opi_dispatch(detail::milliseconds(timeout));
    }
    if (status != OPI_OK && status != OPI_E_TIMEOUT)
        throw Error::take(status, nullptr, std::move(failure));
    if (failure)
        std::rethrow_exception(failure);
    return status == OPI_OK;
}

// ==== Log =======================================================================================================

/**
 * Sends the log of the whole library to a function, in place of the one before: level, part of the library, text.
 *
 * It must be quick, must not call a function of a terminal, and may be called by several threads at once, also by the
 * library's own. What it throws is dropped. An empty function, or LogLevel::off, ends logging.
 */
inline void log_to(LogLevel level, std::function<void(LogLevel, StringView, StringView)> function)
{
    using Function = std::function<void(LogLevel, StringView, StringView)>;
    struct Trampoline {
        static void OPI_CALLBACK call(void *function, std::int32_t level, const char *target, const char *text,
                                      std::size_t length) noexcept
        {
            try {
                (*static_cast<Function *>(function))(static_cast<LogLevel>(level), target, StringView(text, length));
            } catch (...) {
                // A log must not disturb what it tells about.
            }
        }
        static void OPI_CALLBACK destroy(void *function) noexcept { delete static_cast<Function *>(function); }
    };
    detail::require_abi();
    opi_status status;
    if (function)
        status = opi_log_set(static_cast<std::int32_t>(level), Trampoline::call, new Function{std::move(function)},
                             Trampoline::destroy);
    else
        status = opi_log_set(OPI_LOG_OFF, nullptr, nullptr, nullptr);
    if (status != OPI_OK)
        throw Error{static_cast<Status>(status)};
}

} // namespace opi

#undef OPI_CONSTANT
#undef OPI_NODISCARD

#endif
