/*
 * libopi: drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended.
 *
 * This file is generated (build.rs) from opi-ffi and the tables of opi-proto and opi-core. Licence: MIT OR Apache-2.0.
 *
 * A payment is one blocking call with one answer: paid, not paid, or unknown and how to find out.
 *
 *     opi_terminal *terminal = NULL;
 *     opi_result *result = NULL;
 *     opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
 *     opi_request_set_amount(sale, 1250, "CHF", NULL);
 *     opi_status status = opi_terminal_open("opi://192.168.0.60?workstation=lane-1", NULL, &terminal, NULL);
 *     if (status == OPI_OK) status = opi_terminal_run(terminal, sale, NULL, &result, NULL);
 *     if (status != OPI_OK)
 *         printf("%s %s\n", opi_status_text(status), opi_status_advice(status));
 *     else if (opi_result_verdict(result) == OPI_VERDICT_APPROVED)
 *         printf("Paid.\n");
 *     else
 *         printf("Not paid. %s\n", opi_status_text(opi_result_status(result)));
 *     opi_result_free(result);
 *     opi_terminal_free(terminal);
 *     opi_request_free(sale);
 *
 * Outcome. opi_terminal_run() returns OPI_OK when the terminal answered, also with a decline: then the result
 * has the verdict. Any other status belongs to a family, and the family alone says what to do:
 *
 *        0             done
 *       -1 to  -99     a mistake in the call         nothing was sent: correct it
 *     -100 to -199     could not start               nothing was sent: it is safe to try again
 *     -200 to -299     sent, OUTCOME UNKNOWN         money may have moved: never send again, find out
 *     -300 to -399     answered, not approved        no money has moved (only from opi_result_status())
 *     -900 to -999     a fault in the library        nothing was sent
 *
 * Numbers keep their meaning for ever; later versions may add some, so treat an unknown one by its family.
 *
 * Journal. What was begun is on disk before its first byte leaves, receipts before the terminal is told that they are
 * in safe hands, the answer before you are told (URL option journal). So a till does three things: at start and
 * after every unknown outcome it calls opi_terminal_recover() and books what comes; it gives every sale a key of its
 * own (OPI_OPTION_KEY), and asking again with it sends nothing; it acknowledges what it has booked
 * (opi_result_acknowledge(), opi_recovery_acknowledge()). While a request is unresolved, a new one that moves money
 * gets OPI_E_UNRESOLVED. One program of a machine owns a terminal; the next gets OPI_E_TERMINAL_IN_USE.
 *
 * Money. Minor units in an int64_t and the three letters of ISO 4217: 1250 and "CHF". In texts: decimal major
 * units with a point, "12.50". Never floating point.
 *
 * Ownership. What a function ending in _new, or an output (T **out), gives you is yours: free it with the
 * _free function of its type, once. Everything else you get is borrowed, and its comment says until when.
 * Whatever you pass in is copied or only looked at during the call. An output is NULL whenever nothing was given.
 *
 * NULL. Every pointer is checked. Functions with a status answer OPI_E_NULL, others what their comment says.
 * Freeing NULL is allowed. A pointer to a freed object is recognised often, not always.
 *
 * Strings. UTF-8 with a NUL at the end, both ways; what you pass is checked (OPI_E_INVALID_UTF8), never
 * repaired. Where there is an output len, it is the length in bytes without the NUL.
 *
 * Threads. Any function may be called on any thread; the exception is that nobody may use an object that is
 * being freed. Callbacks of a terminal run on the thread that is inside opi_terminal_run(), _recover() or
 * _dispatch(), or inside opi_dispatch(), one at a time, with no lock held. While a call runs on a terminal:
 *
 *                                on another thread                   inside a callback of that terminal
 *     opi_terminal_run()         OPI_E_BUSY                          OPI_E_RECURSIVE
 *     opi_terminal_recover()     OPI_E_BUSY                          OPI_E_RECURSIVE
 *     opi_terminal_dispatch()    waits, gives way, OPI_E_TIMEOUT     OPI_E_RECURSIVE
 *     opi_dispatch()             serves the other terminals          serves the other terminals
 *     opi_terminal_close()       cancels the call and waits for it   OPI_E_RECURSIVE
 *     opi_terminal_free()        the same, then frees                frees when the call ends
 *     everything else            allowed                             allowed
 *
 * Other terminals do not care: all of it is allowed on them, inside callbacks too. A terminal that is only being
 * dispatched is not busy: a request that begins waits until a callback that runs has returned, at most connect_ms.
 * Callbacks must return normally: no C++ exception, no longjmp(), no exit() through them.
 *
 * The library has one thread of its own for each address at which it listens, "opi-listen": from the first
 * opi_terminal_open() there to the last close. It accepts connections, reads until it is known whose they are, and
 * hands them over. It takes no signals, never calls your devices, and writes to the log, so that callback runs on
 * it too. The name of a host is looked up on a short-lived thread.
 *
 * Stack. A call fits into a thread of 64 KiB, beside what your callbacks need.
 *
 * Processes. After fork() a terminal, and the thread, belong to the parent; in the child the functions of the
 * terminal answer OPI_E_FORKED, and freeing leaves all as it is. The child may open terminals of its own, if no
 * other thread of the parent was inside opi_terminal_open(), _close() or _free() at the moment of fork(); with a
 * journal of its own if the parent has one open. What it inherited keeps the parent's port and terminals taken
 * until it calls exec() or ends: let that be soon.
 * Nothing runs at exit() and nothing is joined there: the thread ends with the process. Until then it may log, so
 * take your log callback away before what it uses goes. The library is not for signal handlers, and stays in
 * memory after dlclose(), because its thread may be running.
 *
 * Windows. Functions and callbacks are __cdecl: mark yours with OPI_CALLBACK. Define OPI_STATIC to link the
 * static library.
 */
#ifndef OPI_H
#define OPI_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define OPI_CALL __cdecl
#else
#define OPI_CALL
#endif
#define OPI_CALLBACK OPI_CALL

#if defined(_WIN32) && !defined(OPI_STATIC)
#define OPI_API __declspec(dllimport)
#else
#define OPI_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ==== Versions ======================================================================================= */

/** The version of this header; opi_version() tells the library's. */
#define OPI_VERSION "0.1.0"

/**
 * The ABI this header describes: major number (that of the SONAME) * 65536 + minor number. A library fits
 * when its major number is the same and its minor number at least this one.
 */
#define OPI_ABI_VERSION 1

/**
 * Tells the version of the library in use, such as "0.1.0".
 *
 * Ownership: the text is static.
 * NULL: never.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_version(void);

/**
 * Tells the ABI of the library in use, to be compared with OPI_ABI_VERSION before anything else.
 *
 * Ownership: none.
 * NULL: does not apply.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API uint32_t OPI_CALL opi_abi_version(void);

/* ==== Status codes =================================================================================== */

/* 0: done */

/** Done. Look at the result's verdict. */
#define OPI_OK 0

/* -1 to -99: the caller's mistake; nothing was sent */

/** A pointer that must not be NULL was NULL. Fix the call; nothing was sent. */
#define OPI_E_NULL (-1)
/** A value is not acceptable. The message names the value and what is accepted. */
#define OPI_E_INVALID_ARGUMENT (-2)
/** A text is not valid UTF-8. Convert the text to UTF-8 before the call. */
#define OPI_E_INVALID_UTF8 (-3)
/** There is no option, field or request kind of that name or number. The message names the nearest one. */
#define OPI_E_UNKNOWN_NAME (-4)
/** The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency. */
#define OPI_E_INVALID_AMOUNT (-5)
/** The terminal URL cannot be read. Write opi://host[:port]?option=value&option=value. */
#define OPI_E_INVALID_URL (-6)
/** Header and library do not fit. Build against the opi.h of this library version. */
#define OPI_E_ABI (-7)
/** Another call is running on this terminal. Wait for it, or cancel it; requests are never queued
 *  silently. */
#define OPI_E_BUSY (-8)
/** This call is not allowed inside a callback of the same terminal. Return from the callback first. */
#define OPI_E_RECURSIVE (-9)
/** The terminal has been closed. Open it again. */
#define OPI_E_CLOSED (-10)
/** This dialect or build cannot do that. The message names the alternative. */
#define OPI_E_UNSUPPORTED (-11)
/** The time given to this call is over. Call again, with more time. */
#define OPI_E_TIMEOUT (-12)
/** The handle belongs to the parent process. Open terminals after fork(), in the process that uses them. */
#define OPI_E_FORKED (-13)
/** The idempotency key was used before for a request with other content. Give every sale a key of its own;
 *  nothing was sent. */
#define OPI_E_KEY_MISMATCH (-14)
/** This terminal was opened without a journal. Open it without journal=none. */
#define OPI_E_NO_JOURNAL (-15)

/* -100 to -199: could not start; nothing was sent */

/** The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was
 *  sent. */
#define OPI_E_RESOLVE (-100)
/** Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the terminal;
 *  nothing was sent. */
#define OPI_E_CONNECT_REFUSED (-101)
/** The terminal did not accept the connection in time. Check that it is switched on, and the address and
 *  firewall; nothing was sent. */
#define OPI_E_CONNECT_TIMEOUT (-102)
/** There is no way to the terminal's address. Check network, cable and address; nothing was sent. */
#define OPI_E_UNREACHABLE (-103)
/** The till's own port for device requests cannot be opened. Stop the program that holds it, or choose
 *  another port here and in the terminal. */
#define OPI_E_LISTEN (-104)
/** Cancelled before anything was sent. Nothing to do. */
#define OPI_E_CANCELLED_BEFORE_SEND (-105)
/** The connection broke before the first byte was sent. It is safe to try again. */
#define OPI_E_LOST_BEFORE_SEND (-106)
/** The journal cannot be opened, read or written. Check the path, the rights of the folder and the disk;
 *  nothing was sent. */
#define OPI_E_JOURNAL (-107)
/** The journal's file is damaged or is no journal. Keep the file for support, move it away and compare
 *  with the terminal's totals; nothing was sent. */
#define OPI_E_JOURNAL_CORRUPT (-108)
/** The journal was written by a newer library. Install that version of the library, or choose another
 *  journal; nothing was changed. */
#define OPI_E_JOURNAL_VERSION (-109)
/** The journal belongs to another machine. Choose another journal, or take this one over with
 *  adopt_journal=yes; nothing was changed. */
#define OPI_E_JOURNAL_FOREIGN (-110)
/** Another program keeps the journal locked. Close the program that holds the file; nothing was sent. */
#define OPI_E_JOURNAL_LOCKED (-111)
/** The disk of the journal is full. Make room on the disk; nothing was sent. */
#define OPI_E_JOURNAL_FULL (-112)
/** The journal's file or folder is read-only. Give the till the right to write there, or choose another
 *  path; nothing was sent. */
#define OPI_E_JOURNAL_READ_ONLY (-113)
/** An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or
 *  resolve it by hand; nothing was sent. */
#define OPI_E_UNRESOLVED (-114)
/** Another program on this machine is using the terminal. Close that program; a dead one's place is taken
 *  at once. */
#define OPI_E_TERMINAL_IN_USE (-115)

/* -200 to -299: sent, OUTCOME UNKNOWN; never send again, find out */

/** The connection broke after the request was sent. Do not send again. Find out at the terminal or by
 *  recovery what happened. */
#define OPI_E_CONNECTION_LOST (-200)
/** The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery what
 *  happened. */
#define OPI_E_RESPONSE_TIMEOUT (-201)
/** Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI port. */
#define OPI_E_NOT_OPI (-202)
/** The terminal sent a frame that cannot be right. Do not send again. Check port and terminal software. */
#define OPI_E_FRAME (-203)
/** The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery what
 *  happened. */
#define OPI_E_PROTOCOL (-204)
/** Only the answer to another request came. Do not send again. Find out at the terminal or by recovery
 *  what happened. */
#define OPI_E_FOREIGN_RESPONSE (-205)
/** Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find out
 *  at the terminal or by recovery what happened. */
#define OPI_E_CANCELLED_IN_FLIGHT (-206)
/** The terminal answered, but its answer does not settle whether money moved. Do not send again. Compare
 *  with the terminal's receipt and totals. */
#define OPI_E_INCONCLUSIVE (-207)
/** A fault in the library while a request was running. Do not send again. Find out at the terminal what
 *  happened, then restart the till. */
#define OPI_E_INTERNAL_IN_FLIGHT (-208)
/** The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve it by
 *  hand. */
#define OPI_E_PENDING (-209)
/** The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover; raise
 *  max_papers or max_paper_bytes only if the terminal really needs it. */
#define OPI_E_TOO_MANY_PAPERS (-210)

/* -300 to -399: answered, not approved; final. Only from opi_result_status() */

/** The payment was declined. Tell the customer; another card or cash may do. */
#define OPI_E_DECLINED (-300)
/** Aborted by cashier or cardholder. Nothing was charged; start again when ready. */
#define OPI_E_ABORTED (-301)
/** The terminal waited in vain for card, input or host. Nothing was charged; start again when ready. */
#define OPI_E_TERMINAL_TIMED_OUT (-302)
/** The terminal could not reach its payment host. Check the terminal's network; try again later. */
#define OPI_E_HOST_UNREACHABLE (-303)
/** The terminal does not know this card. Ask for another card. */
#define OPI_E_UNKNOWN_CARD (-304)
/** Recovery found that nothing was charged. Nothing was charged; start again when ready. */
#define OPI_E_NOT_CHARGED (-305)
/** The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again. */
#define OPI_E_TERMINAL_BUSY (-310)
/** The terminal is not activated or logged in; it did not take the request. Activate (log in), then try
 *  again. */
#define OPI_E_LOGGED_OUT (-311)
/** The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint, print
 *  what comes, then try again. */
#define OPI_E_PRINT_LAST_TICKET (-312)
/** The terminal could not make sense of the request and did not take it. Check the dialect and the
 *  options. */
#define OPI_E_REQUEST_REJECTED (-313)
/** The terminal does not know this kind of request. Use another way; see docs/dialects.md. */
#define OPI_E_NOT_SUPPORTED_BY_TERMINAL (-314)

/* -900 to -999: a fault in the library */

/** A fault in the library. Nothing was sent. Report it; restart the till. */
#define OPI_E_INTERNAL (-900)
/** An earlier fault in the library made this handle unusable. Close it and open the terminal again. */
#define OPI_E_POISONED (-901)

/** No money has moved. */
#define OPI_MONEY_NO 0
/** Money may have moved: find out before charging again. */
#define OPI_MONEY_POSSIBLY 1
/** Money has moved. */
#define OPI_MONEY_YES 2

/** OPI_OK or one of OPI_E_...; the number alone tells its family. */
typedef int32_t opi_status;

/**
 * Gives the name of a status code, such as "OPI_E_BUSY"; "OPI_E_?" for a number that has none.
 *
 * Ownership: the text is static.
 * NULL: never.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_status_name(opi_status status);

/**
 * Says in one sentence what happened.
 *
 * Ownership: the text is static.
 * NULL: never.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_status_text(opi_status status);

/**
 * Says in one sentence what the till should do next.
 *
 * Ownership: the text is static.
 * NULL: never.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_status_advice(opi_status status);

/**
 * Says in one sentence what happened, in a language: its code in ISO 639-1 or a locale, such as "de" or
 * "de_CH.UTF-8". There are German (de), French (fr), Italian (it) and English (en); any other gives English.
 *
 * Ownership: the text is static.
 * NULL: language may be NULL, which gives English. The text is never NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_status_text_in(opi_status status, const char *language);

/**
 * Says in one sentence what the till should do next, in a language as for opi_status_text_in().
 *
 * Ownership: the text is static.
 * NULL: language may be NULL, which gives English. The text is never NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_status_advice_in(opi_status status, const char *language);

/**
 * Tells whether money may have moved, as far as the family of the number says it: OPI_MONEY_NO or
 * OPI_MONEY_POSSIBLY. For OPI_OK only the result knows, and for a number of no family nobody does: both are
 * OPI_MONEY_POSSIBLY.
 *
 * Ownership: none.
 * NULL: does not apply.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_status_money(opi_status status);

/* ==== Errors in words ================================================================================ */

/**
 * What went wrong, whether money may have moved, and what to do next. Never holds card data. Functions that
 * take an opi_error ** set it to NULL first and, when they fail, to an error of yours. Pass NULL if the
 * code is enough.
 */
typedef struct opi_error opi_error;

/**
 * Gives the status code: the one the failed function returned.
 *
 * Ownership: none.
 * NULL: gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API opi_status OPI_CALL opi_error_code(const opi_error *error);

/**
 * Says what was wrong, and where.
 *
 * Ownership: the text belongs to the error. *len is its length in bytes.
 * NULL: len may be NULL; a NULL error gives NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_error_message(const opi_error *error, size_t *len);

/**
 * Says what the till should do next.
 *
 * Ownership: the text belongs to the error. *len is its length in bytes.
 * NULL: len may be NULL; a NULL error gives NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_error_advice(const opi_error *error, size_t *len);

/**
 * Tells whether money may have moved: OPI_MONEY_NO or OPI_MONEY_POSSIBLY.
 *
 * Ownership: none.
 * NULL: gives OPI_MONEY_POSSIBLY.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_error_money(const opi_error *error);

/**
 * Frees an error.
 *
 * Ownership: takes it; its texts end with it.
 * NULL: does nothing.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API void OPI_CALL opi_error_free(opi_error *error);

/* ==== Money ========================================================================================== */

/**
 * Gives the number of decimals of an ISO 4217 currency, its three letters in either case: 2 for "CHF", 0 for "JPY",
 * 3 for "KWD"; -1 for what is no currency with minor units.
 *
 * Ownership: none.
 * NULL: gives -1.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_currency_decimals(const char *currency);

/* ==== Cancelling ===================================================================================== */

/**
 * Stops a running opi_terminal_run() from another thread or from inside a callback. An object of its own: it
 * may be freed at any time, also while the call runs, and may outlive the terminal. Once cancelled it stays
 * so; make one per request.
 *
 * Cancelling is a wish: the terminal is asked to abort, and may answer that the customer has paid. The
 * result tells; that is why opi_terminal_run() still returns one.
 */
typedef struct opi_cancel opi_cancel;

/**
 * Makes a token that is not cancelled.
 *
 * Ownership: yours; free it with opi_cancel_free().
 * NULL: given only after a fault in the library.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API opi_cancel *OPI_CALL opi_cancel_new(void);

/**
 * Cancels every call that was given the token, now or later. Cancelling twice is the same as once. Not for
 * signal handlers.
 *
 * Ownership: stays yours.
 * NULL: does nothing.
 * Blocks: no; the call itself ends when the terminal has answered or the time is over.
 * Threads: any.
 * Callbacks: none; may be called inside any, and then takes effect when the callback has returned.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_cancel_cancel(opi_cancel *cancel);

/**
 * Tells whether the token is cancelled: 1 or 0.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_cancel_is_cancelled(const opi_cancel *cancel);

/**
 * Frees a token. A call that was given it goes on.
 *
 * Ownership: takes it.
 * NULL: does nothing.
 * Blocks: no.
 * Threads: any, but not while another thread uses the token in an opi_cancel function.
 * Callbacks: none; may be called inside any.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_cancel_free(opi_cancel *cancel);

/* ==== Requests ======================================================================================= */

/* Kinds of request: cards */

/** Card payment. */
#define OPI_CARD_PAYMENT 1
/** Refund to a card. */
#define OPI_PAYMENT_REFUND 2
/** Reversal: by STAN in de, of the last transaction in ch. */
#define OPI_PAYMENT_REVERSAL 3
/** Reservation, a pre-authorisation (ch). */
#define OPI_CARD_RESERVATION 4
/** Pre-authorisation (ifsf). */
#define OPI_CARD_PRE_AUTHORISATION 5
/** Completion of a pre-authorisation (ifsf). */
#define OPI_CARD_FINANCIAL_ADVICE 6
/** Load a stored-value card. */
#define OPI_STORE_VALUE_IN_CARD 7
/** Unload a stored-value card. */
#define OPI_REFUND_VALUE_FROM_CARD 8
/** Card payment that also awards loyalty points (ifsf). */
#define OPI_CARD_PAYMENT_LOYALTY_AWARD 9
/** Capture a reservation (ch). The name on the wire is a setting of the dialect. */
#define OPI_CAPTURE_RESERVATION 10
/** Cancel a reservation (ch). The name on the wire is a setting of the dialect. */
#define OPI_CANCEL_RESERVATION 11
/** Award loyalty points (ifsf). */
#define OPI_LOYALTY_AWARD 12
/** Pre-authorisation that also reads a loyalty card (ifsf). */
#define OPI_CARD_PRE_AUTHORISATION_LOYALTY_SWIPE 13
/** Completion of a pre-authorisation that also awards points (ifsf). */
#define OPI_CARD_FINANCIAL_ADVICE_LOYALTY_AWARD 14
/** Pay with loyalty points (ifsf). */
#define OPI_LOYALTY_REDEMPTION 15
/** Card payment, a part of it with loyalty points (ifsf). */
#define OPI_CARD_PAYMENT_LOYALTY_REDEMPTION 16
/** Reversal of a payment and its loyalty points (ifsf). */
#define OPI_PAYMENT_LOYALTY_REVERSAL 17
/** Refund of a payment and its loyalty points (ifsf). */
#define OPI_PAYMENT_LOYALTY_REFUND 18
/** Take awarded points back (ifsf). */
#define OPI_LOYALTY_AWARD_REVERSAL 19
/** Give redeemed points back (ifsf). */
#define OPI_LOYALTY_REDEMPTION_REVERSAL 20
/** Move points from one loyalty card to another (ifsf). */
#define OPI_LOYALTY_POINTS_TRANSFER 21
/** Balance of a card. */
#define OPI_CARD_BALANCE_QUERY 30
/** Read a card without payment (ifsf). */
#define OPI_CARD_SWIPE 31
/** Read a loyalty card (ifsf). */
#define OPI_LOYALTY_SWIPE 32
/** Activate a card (ifsf). */
#define OPI_CARD_ACTIVATE 33
/** Block a card (ifsf). */
#define OPI_CARD_STOP 34
/** Points of a loyalty card (ifsf). */
#define OPI_LOYALTY_BALANCE_QUERY 35
/** Link a loyalty card to a payment card (ifsf). */
#define OPI_LOYALTY_LINK_CARD 36
/** Change the PIN of a card (ifsf). */
#define OPI_PIN_CHANGE 37
/** Print the last receipt once more. */
#define OPI_TICKET_REPRINT 40
/** Repeat the last answer: what became of the last request. */
#define OPI_REPEAT_LAST_MESSAGE 41
/** Abort what is running. Sent by the library when a call is cancelled. */
#define OPI_ABORT_REQUEST 42

/* Kinds of request: the terminal itself */

/** Open the session (de, ifsf; older ch). */
#define OPI_LOGIN 100
/** Close the session (de, ifsf; older ch). */
#define OPI_LOGOFF 101
/** Activate the terminal (ch, nl). */
#define OPI_ACTIVATE_TERMINAL 102
/** Deactivate the terminal (ch, nl). */
#define OPI_DEACTIVATE_TERMINAL 103
/** State of the terminal (ch, nl). */
#define OPI_GET_STATUS 104
/** Identity of the terminal (ch, nl); may print a report. */
#define OPI_GET_INFO 105
/** Diagnosis (de, ifsf). */
#define OPI_DIAGNOSIS 106
/** Close day: final balance and log-off (ch, nl). */
#define OPI_CLOSE_DAY 107
/** Totals without closing (de, ifsf). */
#define OPI_RECONCILIATION 108
/** Close day (de, ifsf). */
#define OPI_RECONCILIATION_WITH_CLOSURE 109
/** Submit stored transactions (ch, nl). */
#define OPI_TRANSMIT_TRX 110
/** Submit stored transactions (ifsf). */
#define OPI_SEND_OFFLINE_TRANSACTIONS 111
/** Fetch the terminal's configuration (ch, nl). */
#define OPI_CONTACT_TMS 112
/** Fetch merchant and brand initialisation (ch, nl). */
#define OPI_CONTACT_ACQ 113
/** Restart the terminal (ch, nl). */
#define OPI_RESTART_TERMINAL 114
/** Card brands the terminal accepts (nl). */
#define OPI_GET_CARD_CIRCUITS 115
/** Administration (de, ifsf, EFTLink). */
#define OPI_ADMINISTRATION 116
/** Agent business such as top-ups (ifsf). */
#define OPI_ONLINE_AGENT 117
/** Totals of all workstations (ifsf). */
#define OPI_GLOBAL_RECONCILIATION 118
/** Close day for all workstations (ifsf). */
#define OPI_GLOBAL_RECONCILIATION_WITH_CLOSURE 119
/** State of the terminal (CCV Germany; seen in one experimental client only). */
#define OPI_STATUS_QUERY 120
/** Initialise the terminal (CCV Germany; seen in one experimental client only). */
#define OPI_INITIALISATION 121
/** Activate the terminal (CCV Germany; seen in one experimental client only). */
#define OPI_ACTIVATE 122

/* Options of a request */

/** The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the
 *  dialect means it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none. */
#define OPI_OPTION_REFERENCE "reference"
/** Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing.
 *  Needs the journal; not on the wire. Value: 1 to 64 printable characters. Default: none. */
#define OPI_OPTION_KEY "key"
/** Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not
 *  on the wire. Value: yes or no. Default: no. */
#define OPI_OPTION_ALTHOUGH_UNRESOLVED "although_unresolved"
/** ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none. */
#define OPI_OPTION_CLERK "clerk"
/** ShiftNumber: separates totals by shift. Value: whole number. Default: none. */
#define OPI_OPTION_SHIFT "shift"
/** Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the language
 *  of the URL. */
#define OPI_OPTION_LANGUAGE "language"
/** TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects: de,
 *  ifsf. */
#define OPI_OPTION_TRANSACTION_NUMBER "transaction_number"
/** STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result.
 *  Value: digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal,
 *  PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint. */
#define OPI_OPTION_STAN "stan"
/** TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de,
 *  ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
 *  TicketReprint. */
#define OPI_OPTION_ORIGINAL_TERMINAL "original_terminal"
/** TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de,
 *  ifsf. With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
 *  TicketReprint. */
#define OPI_OPTION_ORIGINAL_BATCH "original_batch"
/** Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With:
 *  PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation,
 *  TicketReprint. */
#define OPI_OPTION_ORIGINAL_TIME "original_time"
/** On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value: text,
 *  1 to 32 characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation,
 *  CancelReservation. */
#define OPI_OPTION_TRX_REFERENCE "trx_reference"
/** Cash handed to the customer; the amount of the request is the total. Value: minor units, at most the
 *  amount. Default: none. Dialects: ch, ifsf. With: CardPayment. */
#define OPI_OPTION_CASHBACK "cashback"
/** Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT. Default:
 *  every brand. Dialects: ch, nl, ifsf. */
#define OPI_OPTION_CARD_CIRCUITS "card_circuits"
/** Accept although the host cannot be reached, only where the contract allows it. See the result field
 *  force_possible. Value: yes or no. Default: no. Dialects: ch. With: CardPayment. */
#define OPI_OPTION_FORCE_ACCEPTANCE "force_acceptance"
/** Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl. */
#define OPI_OPTION_APPROVAL_CODE "approval_code"
/** Ask for a card token. Value: yes or no. Default: no. Dialects: ch, nl. */
#define OPI_OPTION_REQUEST_TOKEN "request_token"
/** Ask for more transaction data in the answer. Value: yes or no. Default: no. Dialects: ch, nl. */
#define OPI_OPTION_REQUEST_TRANSACTION_INFORMATION "request_transaction_information"
/** Ask for the receipt header. Value: yes or no. Default: no. Dialects: ch, nl. */
#define OPI_OPTION_REQUEST_RECEIPT_HEADER "request_receipt_header"
/** What a Diagnosis looks at. Value: OnLine, Local, POPInit, POPInitAll or PrinterStatus. Default: none.
 *  Dialects: de, ifsf. With: Diagnosis. */
#define OPI_OPTION_DIAGNOSIS_METHOD "diagnosis_method"
/** The part of the amount that is a tip. Value: minor units, at most the amount. Default: none. Dialects:
 *  ifsf. With: CardPayment, CardFinancialAdvice. */
#define OPI_OPTION_TIP "tip"
/** Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects: ch,
 *  nl, ifsf. */
#define OPI_OPTION_CARD_CIRCUITS_DENIED "card_circuits_denied"
/** ClerkPermission: what the cashier may do. Value: Low, Medium or High. Default: none. Dialects: de,
 *  ifsf. */
#define OPI_OPTION_CLERK_PERMISSION "clerk_permission"
/** ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Value: yes or no.
 *  Default: no. Dialects: de, ifsf. */
#define OPI_OPTION_MANUAL_PAN "manual_pan"
/** UsePreselectedCard: the card that was read before (CCV Germany). Value: yes or no. Default: no.
 *  Dialects: de. */
#define OPI_OPTION_PRESELECTED_CARD "preselected_card"
/** LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32
 *  characters. Default: none. Dialects: de. With: CardPayment, PaymentReversal. */
#define OPI_OPTION_LAST_RECEIPT "last_receipt"
/** PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1 to
 *  1024 characters. Default: none. */
#define OPI_OPTION_PRIVATE_DATA "private_data"
/** Kind of business of an OnlineAgent. Value: MobilePhonePrepaid or MobilePhoneAuthorisation. Default:
 *  none. Dialects: de, ifsf. With: OnlineAgent. */
#define OPI_OPTION_AGENT "agent"
/** The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Value:
 *  card or service. Default: the kind's own. Dialects: ifsf. With: RepeatLastMessage, TicketReprint. */
#define OPI_OPTION_MESSAGE_PAIR "message_pair"
/** ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
#define OPI_OPTION_SERVICE_LEVEL "service_level"
/** OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf. */
#define OPI_OPTION_OUTDOOR_POSITION "outdoor_position"
/** StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
#define OPI_OPTION_STORE_ID "store_id"
/** MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
#define OPI_OPTION_MERCHANT_REFERENCE "merchant_reference"
/** The lines of the sale. Amounts and prices in decimal major units, e.g.
 *  product=30&amount=12.50&text=Diesel. Value: lines separated by ';', each product=...&amount=... and, if
 *  wanted, quantity, unit, price, tax, text; percent-encoded. Default: none. Dialects: ifsf. */
#define OPI_OPTION_SALE_ITEMS "sale_items"
/** LoyaltyFlag: the sale takes part in a loyalty programme. Value: yes or no. Default: no. Dialects: ifsf. */
#define OPI_OPTION_LOYALTY "loyalty"
/** LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none. Dialects:
 *  ifsf. */
#define OPI_OPTION_LOYALTY_AMOUNT "loyalty_amount"
/** Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf. Card
 *  data: sent, never given back, logged or stored. */
#define OPI_OPTION_LOYALTY_CARD "loyalty_card"
/** Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS.
 *  Value: 8 to 19 digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or
 *  stored. */
#define OPI_OPTION_CARD_PAN "card_pan"
/** Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card
 *  data: sent, never given back, logged or stored. */
#define OPI_OPTION_CARD_EXPIRY "card_expiry"
/** Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second
 *  track, up to 40 characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or
 *  stored. */
#define OPI_OPTION_CARD_TRACK2 "card_track2"

/**
 * What the till asks the terminal for: a kind, perhaps an amount, perhaps options. It may be used for several
 * calls, each of which looks at it once, at the beginning.
 */
typedef struct opi_request opi_request;

/**
 * Makes a request of a kind: OPI_CARD_PAYMENT, OPI_PAYMENT_REFUND, ...
 *
 * Ownership: yours; free it with opi_request_free().
 * NULL: given when there is no such kind.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: see NULL.
 */
OPI_API opi_request *OPI_CALL opi_request_new(int32_t kind);

/**
 * Sets the amount in minor units of an ISO 4217 currency: 1250 and "CHF" are CHF 12.50. Positive also for
 * refunds. Whether the kind of request takes an amount is checked by opi_terminal_run().
 *
 * Ownership: the text is copied. *err becomes yours.
 * NULL: err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_AMOUNT.
 */
OPI_API opi_status OPI_CALL opi_request_set_amount(opi_request *request, int64_t minor_units,
    const char *currency, opi_error **err);

/**
 * Sets an option: one of OPI_OPTION_... and its value as text. Setting it again replaces the value.
 *
 * Ownership: the texts are copied. *err becomes yours; its message names the nearest option.
 * NULL: err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_UNKNOWN_NAME, OPI_E_INVALID_ARGUMENT.
 */
OPI_API opi_status OPI_CALL opi_request_set(opi_request *request, const char *name, const char *value,
    opi_error **err);

/**
 * Frees a request. A call that was given it goes on.
 *
 * Ownership: takes it.
 * NULL: does nothing.
 * Blocks: no.
 * Threads: any, but not while another thread uses the request.
 * Callbacks: none; may be called inside any.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_request_free(opi_request *request);

/* ==== Results ======================================================================================== */

/* Verdicts */

/** The terminal did it: paid, refunded, reversed, printed, closed ... */
#define OPI_VERDICT_APPROVED 1
/** The terminal or its host said no. Nothing was charged. */
#define OPI_VERDICT_DECLINED 2
/** Cashier or cardholder aborted. Nothing was charged. */
#define OPI_VERDICT_ABORTED 3
/** The terminal did not take the request: busy, logged out, ... Nothing was charged. */
#define OPI_VERDICT_REFUSED 4
/** Not a byte of the request left the till. Safe to try again. */
#define OPI_VERDICT_NOT_SENT 5
/** Sent, and nobody told how it ended. Never send again; find out. */
#define OPI_VERDICT_UNKNOWN 6

/* Fields of a result */

/** approved, declined, aborted, refused, not_sent or unknown. */
#define OPI_FIELD_VERDICT "verdict"
/** Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET. */
#define OPI_FIELD_STATUS "status"
/** May money have moved: no, possibly or yes. */
#define OPI_FIELD_MONEY_MOVED "money_moved"
/** What happened, in words, unless approved. */
#define OPI_FIELD_MESSAGE "message"
/** What to do next, in words, unless approved. */
#define OPI_FIELD_ADVICE "advice"
/** Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own
 *  number. */
#define OPI_FIELD_DECLINE_REASON "decline_reason"
/** yes when a payment with force_acceptance may help, where the contract allows it (ch). */
#define OPI_FIELD_FORCE_POSSIBLE "force_possible"
/** Kind of request, as on the wire. */
#define OPI_FIELD_KIND "kind"
/** RequestID under which the terminal was asked. */
#define OPI_FIELD_REQUEST_ID "request_id"
/** The till's own reference, as given. */
#define OPI_FIELD_REFERENCE "reference"
/** Number of the request in the journal. */
#define OPI_FIELD_JOURNAL_ID "journal_id"
/** yes: the idempotency key was known, this is the stored outcome, and nothing was sent. */
#define OPI_FIELD_FROM_JOURNAL "from_journal"
/** OverallResult of the terminal. */
#define OPI_FIELD_OVERALL_RESULT "overall_result"
/** What the terminal charged, decimal major units; may exceed the request (tip). Only when approved. */
#define OPI_FIELD_AMOUNT "amount"
/** ISO 4217 letters. */
#define OPI_FIELD_CURRENCY "currency"
/** What the till asked for, decimal major units. */
#define OPI_FIELD_REQUESTED_AMOUNT "requested_amount"
/** ISO 4217 letters of what the till asked for. */
#define OPI_FIELD_REQUESTED_CURRENCY "requested_currency"
/** Tip, decimal major units: what the terminal says, else what exceeds the request. */
#define OPI_FIELD_TIP "tip"
/** Cash handed out, decimal major units. */
#define OPI_FIELD_CASHBACK "cashback"
/** Donation, decimal major units (ATS). */
#define OPI_FIELD_DONATION "donation"
/** What is left on the card, decimal major units. */
#define OPI_FIELD_BALANCE "balance"
/** yes when the cardholder was offered a conversion of the currency, or took one. */
#define OPI_FIELD_DCC_OFFERED "dcc_offered"
/** yes or no: whether the cardholder took the conversion; empty when not known. */
#define OPI_FIELD_DCC_ACCEPTED "dcc_accepted"
/** Amount in the cardholder's currency. */
#define OPI_FIELD_DCC_AMOUNT "dcc_amount"
/** The cardholder's currency: its code, else its name. */
#define OPI_FIELD_DCC_CURRENCY "dcc_currency"
/** Exchange rate. */
#define OPI_FIELD_DCC_RATE "dcc_rate"
/** Mark-up in per cent. */
#define OPI_FIELD_DCC_MARKUP "dcc_markup"
/** TerminalID. */
#define OPI_FIELD_TERMINAL_ID "terminal_id"
/** STAN: the terminal's transaction number, needed to reverse in de. */
#define OPI_FIELD_STAN "stan"
/** TerminalBatch. */
#define OPI_FIELD_BATCH "batch"
/** ApprovalCode. */
#define OPI_FIELD_APPROVAL_CODE "approval_code"
/** TrxReferenceNumber: reference at the acquirer, for refunds in ch. */
#define OPI_FIELD_TRX_REFERENCE "trx_reference"
/** ReceiptNumber (de). */
#define OPI_FIELD_RECEIPT_NUMBER "receipt_number"
/** Card number, masked: at most the first six and last four digits. */
#define OPI_FIELD_CARD "card"
/** Brand of the card. */
#define OPI_FIELD_CARD_CIRCUIT "card_circuit"
/** Sequence number of the card (de). */
#define OPI_FIELD_CARD_SEQUENCE "card_sequence"
/** Issue number of the card (ATS). */
#define OPI_FIELD_ISSUE_NUMBER "issue_number"
/** How the card was read, as the terminal calls it: NFC, ... */
#define OPI_FIELD_ENTRY_METHOD "entry_method"
/** How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ... */
#define OPI_FIELD_VERIFICATION_METHOD "verification_method"
/** Language of the cardholder. */
#define OPI_FIELD_CARD_LANGUAGE "card_language"
/** Token that stands for the card; tokens in the JSON has all of them. */
#define OPI_FIELD_TOKEN "token"
/** Time at the terminal. */
#define OPI_FIELD_AUTHORISED_AT "authorised_at"
/** Online, Offline, ... */
#define OPI_FIELD_AUTHORISATION_TYPE "authorisation_type"
/** AcquirerID. */
#define OPI_FIELD_ACQUIRER "acquirer"
/** Batch at the acquirer. */
#define OPI_FIELD_ACQUIRER_BATCH "acquirer_batch"
/** IssuerID. */
#define OPI_FIELD_ISSUER "issuer"
/** Merchant contract number. */
#define OPI_FIELD_MERCHANT "merchant"
/** AID of the chip. */
#define OPI_FIELD_APPLICATION_ID "application_id"
/** Response code of the host, ISO 8583; 0 is approval. */
#define OPI_FIELD_ACTION_CODE "action_code"
/** How many copies to print. */
#define OPI_FIELD_RECEIPT_COPIES "receipt_copies"
/** CaptureReference (ATS). */
#define OPI_FIELD_CAPTURE_REFERENCE "capture_reference"
/** TrackingReference (ATS). */
#define OPI_FIELD_TRACKING_REFERENCE "tracking_reference"
/** Products that the card may not pay for, separated by commas (ifsf). */
#define OPI_FIELD_RESTRICTION_CODES "restriction_codes"
/** Approval of the loyalty host (ifsf). */
#define OPI_FIELD_LOYALTY_APPROVAL_CODE "loyalty_approval_code"
/** Loyalty points or their worth (ifsf). */
#define OPI_FIELD_LOYALTY_AMOUNT "loyalty_amount"
/** Points after the transaction (ATS). */
#define OPI_FIELD_LOYALTY_POINTS "loyalty_points"
/** Repeated answer: which kind of request it answered. */
#define OPI_FIELD_ORIGINAL_KIND "original_kind"
/** Repeated answer: RequestID of the request it answered. */
#define OPI_FIELD_ORIGINAL_REQUEST_ID "original_request_id"
/** Repeated answer: the till that had asked. */
#define OPI_FIELD_ORIGINAL_WORKSTATION "original_workstation"
/** Repeated answer: OverallResult of the request it answered. */
#define OPI_FIELD_ORIGINAL_RESULT "original_result"
/** HostDeclineReason (ch). */
#define OPI_FIELD_HOST_DECLINE_REASON "host_decline_reason"
/** TerminalDeclineReason (ch). */
#define OPI_FIELD_TERMINAL_DECLINE_REASON "terminal_decline_reason"
/** The vendor's own error number (de). */
#define OPI_FIELD_VENDOR_ERROR_CODE "vendor_error_code"
/** The vendor's own words for it (de). */
#define OPI_FIELD_VENDOR_ERROR_TEXT "vendor_error_text"
/** TerminalStatus (ch); the list of values is not public. */
#define OPI_FIELD_TERMINAL_STATUS "terminal_status"
/** TerminalSubStatus (ch); the list of values is not public. */
#define OPI_FIELD_TERMINAL_SUB_STATUS "terminal_sub_status"
/** Address of the terminal (ch). */
#define OPI_FIELD_TERMINAL_IP "terminal_ip"
/** Version of the payment application (ch, de). */
#define OPI_FIELD_APP_VERSION "app_version"
/** Merchant identification in ep2 (ch). */
#define OPI_FIELD_EP2_MERCHANT_ID "ep2_merchant_id"
/** Hardware of the terminal (ch). */
#define OPI_FIELD_HARDWARE "hardware"
/** Serial number of the terminal (ch). */
#define OPI_FIELD_SERIAL_NUMBER "serial_number"
/** Name of the terminal's configuration (ch). */
#define OPI_FIELD_CONFIGURATION_NAME "configuration_name"
/** Version of the terminal's configuration (ch). */
#define OPI_FIELD_CONFIGURATION_VERSION "configuration_version"
/** Brands that the terminal accepts, separated by commas (nl, ch). */
#define OPI_FIELD_CARD_CIRCUITS "card_circuits"
/** Acquirers that the terminal works with, separated by commas (ch). */
#define OPI_FIELD_ACQUIRERS "acquirers"
/** What a diagnosis found, in words (de, ifsf). */
#define OPI_FIELD_DIAGNOSIS_RESULT "diagnosis_result"
/** When the terminal restarts (CCV Germany). */
#define OPI_FIELD_NEXT_REBOOT "next_reboot"
/** How many stored transactions were taken (ATS). */
#define OPI_FIELD_SUBMITTED_COUNT "submitted_count"
/** How many stored transactions were not taken (ATS). */
#define OPI_FIELD_NOT_SUBMITTED_COUNT "not_submitted_count"
/** Free text that the vendor added. */
#define OPI_FIELD_PRIVATE_DATA "private_data"
/** The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers
 *  masked, secrets dropped. */
#define OPI_FIELD_RAW "raw"

/* Fields of a piece of evidence */

/** Where it comes from. One of: connection, answer, approval_code, trx_reference, action_code,
 *  decline_reason, total, journal, receipt, recovery, person. */
#define OPI_EVIDENCE_SOURCE "source"
/** What it says. One of: paid, not_paid, open. */
#define OPI_EVIDENCE_SAYS "says"
/** The same as a sentence. */
#define OPI_EVIDENCE_TEXT "text"

/* Fields of a contradiction */

/** Where the one piece of evidence comes from. One of: connection, answer, approval_code, trx_reference,
 *  action_code, decline_reason, total, journal, receipt, recovery, person. */
#define OPI_CONTRADICTION_FIRST "first"
/** Where the other one comes from. One of: connection, answer, approval_code, trx_reference, action_code,
 *  decline_reason, total, journal, receipt, recovery, person. */
#define OPI_CONTRADICTION_SECOND "second"
/** Both as sentences. */
#define OPI_CONTRADICTION_TEXT "text"

/** The customer's copy of a receipt. */
#define OPI_RECEIPT_CUSTOMER 1
/** The merchant's copy of a receipt. */
#define OPI_RECEIPT_MERCHANT 2

/**
 * How a request ended: its verdict, everything the terminal said, the receipts. Does not change; its texts
 * live as long as it does.
 */
typedef struct opi_result opi_result;

/**
 * Gives the verdict: one of OPI_VERDICT_...
 *
 * Ownership: none.
 * NULL: gives 0, which is no verdict.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_result_verdict(const opi_result *result);

/**
 * Gives the reason behind the verdict: OPI_OK when approved, else OPI_E_DECLINED, OPI_E_PRINT_LAST_TICKET, ...
 *
 * Ownership: none.
 * NULL: gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API opi_status OPI_CALL opi_result_status(const opi_result *result);

/**
 * Tells whether money has moved: one of OPI_MONEY_...
 *
 * Ownership: none.
 * NULL: gives OPI_MONEY_POSSIBLY.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_result_money(const opi_result *result);

/**
 * Gives the amount that the terminal charged or refunded, which may exceed the request (tip): 1 if there is
 * one, else 0 and nothing is written.
 *
 * Ownership: *currency belongs to the result: three letters, ISO 4217.
 * NULL: minor_units and currency may be NULL; a NULL result gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_result_amount(const opi_result *result, int64_t *minor_units,
    const char **currency);

/**
 * Gives a text field of the result: one of OPI_FIELD_...
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, and for a NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_get(const opi_result *result, const char *name, size_t *len);

/**
 * Counts the receipts that came during the call, printed or not.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_result_receipt_count(const opi_result *result);

/**
 * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when index is too great.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_result_receipt_role(const opi_result *result, size_t index);

/**
 * Gives the name of the device on the wire for which a receipt came, such as "Printer".
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_receipt_target(const opi_result *result, size_t index,
    size_t *len);

/**
 * Gives the text of a receipt, lines separated by line feeds, exactly as the terminal sent it.
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_receipt_text(const opi_result *result, size_t index, size_t *len);

/**
 * Tells whether the terminal was told that the receipt is in safe hands: 1 or 0. It was when the print
 * callback answered OPI_ANSWER_YES, or when there is none: then it is for you to print or keep this one.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_result_receipt_acknowledged(const opi_result *result, size_t index);

/**
 * Counts the entries of the electronic journal that came during the call.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_result_journal_count(const opi_result *result);

/**
 * Gives a field of a journal entry: one of OPI_JOURNAL_...
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when there is no such field or entry, and for a NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_journal_get(const opi_result *result, size_t index,
    const char *name, size_t *len);

/**
 * Counts the pieces of evidence: the signs of what became of the request, as the terminal gave them. A request that
 * moves no money has none.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_result_evidence_count(const opi_result *result);

/**
 * Gives a field of a piece of evidence: one of OPI_EVIDENCE_...
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field does not exist, when index is too great, and for a NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_evidence_get(const opi_result *result, size_t index,
    const char *name, size_t *len);

/**
 * Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did. Show
 * them to a person where there are any: the terminal's word alone does not settle it.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_result_contradiction_count(const opi_result *result);

/**
 * Gives a field of a contradiction: one of OPI_CONTRADICTION_...
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field does not exist, when index is too great, and for a NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_contradiction_get(const opi_result *result, size_t index,
    const char *name, size_t *len);

/**
 * Counts the notes.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_result_note_count(const opi_result *result);

/**
 * Gives a note: something unusual that happened on the way, in plain words, for the log.
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when index is too great, and for a NULL result.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_note(const opi_result *result, size_t index, size_t *len);

/**
 * Counts the callbacks of the till that failed (answered a negative or unknown number) during the call.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API uint32_t OPI_CALL opi_result_failed_callbacks(const opi_result *result);

/**
 * Gives the whole result as one JSON object: every field that is not empty, totals (an array), dcc, tokens,
 * receipts, journal, evidence, contradictions, notes, error.
 *
 * Ownership: the text belongs to the result. *len is its length in bytes.
 * NULL: len may be NULL; a NULL result gives NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_result_json(const opi_result *result, size_t *len);

/**
 * Tells the journal that the till knows this outcome, so that recovery does not list it again. Call it once the
 * sale is booked. Without a journal, and for what moves no money, it does nothing. May be called after the
 * terminal was closed. Losing it to a power cut does no harm: recovery lists the outcome once more.
 *
 * Ownership: none. *err becomes yours.
 * NULL: err may be NULL; a NULL result gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_PENDING when the outcome is unknown: recover it instead. OPI_E_NULL, OPI_E_JOURNAL...
 */
OPI_API opi_status OPI_CALL opi_result_acknowledge(const opi_result *result, opi_error **err);

/**
 * Frees a result.
 *
 * Ownership: takes it; its texts end with it.
 * NULL: does nothing.
 * Blocks: no.
 * Threads: any, but not while another thread uses the result.
 * Callbacks: none; may be called inside any.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_result_free(opi_result *result);

/* ==== Recovery ======================================================================================= */

/* What became of a request */

/** The terminal did it: the money has moved. Book it. */
#define OPI_RECOVERED_APPROVED 1
/** Nothing was charged. */
#define OPI_RECOVERED_NOT_CHARGED 2
/** The evidence does not tell: compare receipts and totals, then resolve it by hand. */
#define OPI_RECOVERED_ASK_HUMAN 3

/* Fields of a recovered request */

/** Number of the request in the journal; resolving by hand names it. */
#define OPI_RECOVERY_ID "id"
/** approved, not_charged or ask_human. */
#define OPI_RECOVERY_VERDICT "verdict"
/** The till's own reference, as given. */
#define OPI_RECOVERY_REFERENCE "reference"
/** The idempotency key, as given. */
#define OPI_RECOVERY_KEY "key"
/** Kind of request, as on the wire. */
#define OPI_RECOVERY_KIND "kind"
/** What the till asked for, decimal major units. */
#define OPI_RECOVERY_REQUESTED_AMOUNT "requested_amount"
/** What was charged, decimal major units. Only when approved. */
#define OPI_RECOVERY_AMOUNT "amount"
/** ISO 4217 letters. */
#define OPI_RECOVERY_CURRENCY "currency"
/** When the till asked, local time. */
#define OPI_RECOVERY_BEGUN_AT "begun_at"
/** RequestID under which the terminal was asked. */
#define OPI_RECOVERY_REQUEST_ID "request_id"
/** Host and port of the terminal. */
#define OPI_RECOVERY_TERMINAL "terminal"
/** WorkstationID of the till. */
#define OPI_RECOVERY_WORKSTATION "workstation"
/** TerminalID. */
#define OPI_RECOVERY_TERMINAL_ID "terminal_id"
/** STAN: the terminal's transaction number. */
#define OPI_RECOVERY_STAN "stan"
/** ApprovalCode. */
#define OPI_RECOVERY_APPROVAL_CODE "approval_code"
/** TrxReferenceNumber: reference at the acquirer. */
#define OPI_RECOVERY_TRX_REFERENCE "trx_reference"
/** Card number, its last four digits. */
#define OPI_RECOVERY_CARD "card"
/** Brand of the card. */
#define OPI_RECOVERY_CARD_CIRCUIT "card_circuit"
/** Time at the terminal. */
#define OPI_RECOVERY_AUTHORISED_AT "authorised_at"
/** Why the verdict is what it is. */
#define OPI_RECOVERY_REASON "reason"
/** What to do next, in words. */
#define OPI_RECOVERY_ADVICE "advice"
/** yes: recovering again later may find out. */
#define OPI_RECOVERY_ASK_AGAIN "ask_again"
/** Who settled it. One of: answer, recovery, person. */
#define OPI_RECOVERY_SETTLED_BY "settled_by"
/** When it was settled, local time. */
#define OPI_RECOVERY_SETTLED_AT "settled_at"
/** The person who resolved it by hand. */
#define OPI_RECOVERY_WHO "who"

/**
 * A list of requests of the journal with what became of each. Does not change; its texts live as long as it
 * does, also after the terminal was closed.
 */
typedef struct opi_recovery opi_recovery;

/**
 * Counts the requests.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_recovery_count(const opi_recovery *recovery);

/**
 * Gives the verdict: one of OPI_RECOVERED_...; 0 when index is too great.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_recovery_verdict(const opi_recovery *recovery, size_t index);

/**
 * Gives the amount that was charged or refunded: 1 if there is one, else 0 and nothing is written. Only an
 * approved request has one.
 *
 * Ownership: *currency belongs to the recovery: three letters, ISO 4217.
 * NULL: minor_units and currency may be NULL; a NULL recovery gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_recovery_amount(const opi_recovery *recovery, size_t index,
    int64_t *minor_units, const char **currency);

/**
 * Gives a text field: one of OPI_RECOVERY_...
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when index is too great, and for
 *     a NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_get(const opi_recovery *recovery, size_t index, const char *name,
    size_t *len);

/**
 * Counts the receipts of a request, those found during recovery included.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_recovery_receipt_count(const opi_recovery *recovery, size_t index);

/**
 * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when an index is too great.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_recovery_receipt_role(const opi_recovery *recovery, size_t index,
    size_t receipt);

/**
 * Gives the name of the device on the wire for which a receipt came, such as "Printer".
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when an index is too great, and for a NULL recovery.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_receipt_target(const opi_recovery *recovery, size_t index,
    size_t receipt, size_t *len);

/**
 * Gives the text of a receipt as it lies in the journal: lines separated by line feeds, card numbers by their
 * last four digits.
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when an index is too great, and for a NULL recovery.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_receipt_text(const opi_recovery *recovery, size_t index,
    size_t receipt, size_t *len);

/**
 * Tells whether the terminal was told that the receipt is in safe hands: 1 or 0.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_recovery_receipt_acknowledged(const opi_recovery *recovery, size_t index,
    size_t receipt);

/**
 * Counts the entries of the electronic journal of a request, those found during recovery included.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_recovery_journal_count(const opi_recovery *recovery, size_t index);

/**
 * Gives a field of a journal entry, as it lies in the journal on disk: one of OPI_JOURNAL_...
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
 *     NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_journal_get(const opi_recovery *recovery, size_t index,
    size_t entry, const char *name, size_t *len);

/**
 * Counts the pieces of evidence: what the terminal said about the request, then each reason of the verdict.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_recovery_evidence_count(const opi_recovery *recovery, size_t index);

/**
 * Gives a field of a piece of evidence: one of OPI_EVIDENCE_...
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
 *     NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_evidence_get(const opi_recovery *recovery, size_t index,
    size_t evidence, const char *name, size_t *len);

/**
 * Counts the contradictions: pairs of evidence of which one says that money moved, and the other that none did.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API size_t OPI_CALL opi_recovery_contradiction_count(const opi_recovery *recovery, size_t index);

/**
 * Gives a field of a contradiction: one of OPI_CONTRADICTION_...
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, when an index is too great, and for a
 *     NULL argument.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_contradiction_get(const opi_recovery *recovery, size_t index,
    size_t contradiction, const char *name, size_t *len);

/**
 * Tells the journal that the till knows what became of a request, so that it is not listed again. Call it once
 * the sale is booked or void.
 *
 * Ownership: none. *err becomes yours.
 * NULL: err may be NULL; a NULL recovery gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_PENDING while the verdict is OPI_RECOVERED_ASK_HUMAN: resolve it instead.
 *     OPI_E_INVALID_ARGUMENT when index is too great, OPI_E_NULL, OPI_E_JOURNAL...
 */
OPI_API opi_status OPI_CALL opi_recovery_acknowledge(const opi_recovery *recovery, size_t index,
    opi_error **err);

/**
 * Gives the whole list as one JSON array: for each request every field that is not empty, evidence, contradictions,
 * receipts, journal.
 *
 * Ownership: the text belongs to the recovery. *len is its length in bytes.
 * NULL: len may be NULL; a NULL recovery gives NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_recovery_json(const opi_recovery *recovery, size_t *len);

/**
 * Frees a recovery.
 *
 * Ownership: takes it; its texts end with it.
 * NULL: does nothing.
 * Blocks: no.
 * Threads: any, but not while another thread uses the recovery.
 * Callbacks: none; may be called inside any.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_recovery_free(opi_recovery *recovery);

/* ==== What callbacks are asked, and their answers ==================================================== */

/* Devices */

/** Text to show. */
#define OPI_DEVICE_DISPLAY 1
/** A receipt to print. */
#define OPI_DEVICE_PRINT 2
/** A question to the cashier. */
#define OPI_DEVICE_INPUT 3
/** Goods to hand out. */
#define OPI_DEVICE_DELIVER 4
/** An entry for the electronic journal. */
#define OPI_DEVICE_JOURNAL 5

/* Fields of an entry of the electronic journal */

/** Terminal identification. */
#define OPI_JOURNAL_TERMINAL "terminal"
/** Merchant identification. */
#define OPI_JOURNAL_MERCHANT "merchant"
/** Name and address of the shop, a line each. */
#define OPI_JOURNAL_SHOP "shop"
/** Transaction number of the terminal. */
#define OPI_JOURNAL_TRANSACTION "transaction"
/** PURCHASE, ... */
#define OPI_JOURNAL_SERVICE "service"
/** Local time at the terminal. */
#define OPI_JOURNAL_TIME "time"
/** Approval code. */
#define OPI_JOURNAL_APPROVAL_CODE "approval_code"
/** What was charged, decimal major units. */
#define OPI_JOURNAL_AMOUNT "amount"
/** ISO 4217 letters. */
#define OPI_JOURNAL_CURRENCY "currency"
/** Amount without additions, decimal major units. */
#define OPI_JOURNAL_DETAILED_AMOUNT "detailed_amount"
/** Result code. */
#define OPI_JOURNAL_RESULT "result"
/** Acquirer. */
#define OPI_JOURNAL_ACQUIRER "acquirer"
/** Counter of activations. */
#define OPI_JOURNAL_ACTIVATION "activation"
/** Reference at the acquirer. */
#define OPI_JOURNAL_REFERENCE "reference"
/** Card number, masked. */
#define OPI_JOURNAL_CARD "card"
/** MC CREDIT, ... */
#define OPI_JOURNAL_CARD_NAME "card_name"
/** AID of the chip. */
#define OPI_JOURNAL_APPLICATION_ID "application_id"
/** Amount in the cardholder's currency. */
#define OPI_JOURNAL_DCC_AMOUNT "dcc_amount"
/** The cardholder's currency: its code, else its name. */
#define OPI_JOURNAL_DCC_CURRENCY "dcc_currency"
/** Exchange rate. */
#define OPI_JOURNAL_DCC_RATE "dcc_rate"
/** Mark-up in per cent. */
#define OPI_JOURNAL_DCC_MARKUP "dcc_markup"
/** The text lines, if it came with any. */
#define OPI_JOURNAL_TEXT "text"

/** Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO. */
#define OPI_PROMPT_CONFIRMATION 1
/** Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES. */
#define OPI_PROMPT_NUMBER 2
/** Text: opi_answer_set_text(), then OPI_ANSWER_YES. */
#define OPI_PROMPT_TEXT 3
/** Any key: answer OPI_ANSWER_YES to go on. */
#define OPI_PROMPT_ANY_KEY 4
/** A command that this library does not know; opi_device_request_command() names it. */
#define OPI_PROMPT_OTHER 5

/** Where an input callback puts what the cashier typed. Borrowed: it ends with the callback. */
typedef struct opi_answer opi_answer;

/** What the terminal wants of one of the till's devices. Borrowed: it and its texts end with the callback. */
typedef struct opi_device_request opi_device_request;

/**
 * Tells what is wanted: one of OPI_DEVICE_...; handy when one function serves several callbacks.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_kind(const opi_device_request *request);

/**
 * Gives the name of the device on the wire, such as "CashierDisplay"; empty for questions and journal entries.
 *
 * Ownership: the text belongs to the request and ends with the callback. *len is its length in bytes.
 * NULL: len may be NULL; a NULL request gives NULL.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API const char *OPI_CALL opi_device_request_target(const opi_device_request *request, size_t *len);

/**
 * Gives all lines, separated by line feeds, exactly as the terminal sent them.
 *
 * Ownership: the text belongs to the request and ends with the callback. *len is its length in bytes.
 * NULL: len may be NULL; a NULL request gives NULL.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API const char *OPI_CALL opi_device_request_text(const opi_device_request *request, size_t *len);

/**
 * Counts the lines.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API size_t OPI_CALL opi_device_request_line_count(const opi_device_request *request);

/**
 * Gives one line; an empty one is a blank line.
 *
 * Ownership: the text belongs to the request and ends with the callback. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when index is too great, and for a NULL request.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API const char *OPI_CALL opi_device_request_line(const opi_device_request *request, size_t index,
    size_t *len);

/**
 * Tells for whom a receipt is: OPI_RECEIPT_CUSTOMER or OPI_RECEIPT_MERCHANT; 0 when it is not a receipt.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_role(const opi_device_request *request);

/**
 * Tells whether the terminal was told that a receipt is in safe hands: 0, for what the callback answers decides it.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_acknowledged(const opi_device_request *request);

/**
 * Tells whether text is for the customer (1) or the cashier (0).
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_for_customer(const opi_device_request *request);

/**
 * Tells what kind of answer a question wants: one of OPI_PROMPT_...; 0 when it is not a question.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_prompt_kind(const opi_device_request *request);

/**
 * Gives the name of a question's command on the wire, such as "GetConfirmation".
 *
 * Ownership: the text belongs to the request and ends with the callback. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when it is not a question, and for a NULL request.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API const char *OPI_CALL opi_device_request_command(const opi_device_request *request, size_t *len);

/**
 * Gives the least number of characters of an answer; -1 when the terminal did not say.
 *
 * Ownership: none.
 * NULL: gives -1.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_min_length(const opi_device_request *request);

/**
 * Gives the greatest number of characters of an answer; -1 when the terminal did not say.
 *
 * Ownership: none.
 * NULL: gives -1.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_max_length(const opi_device_request *request);

/**
 * Gives the number of decimals of an amount; -1 when the terminal did not say.
 *
 * Ownership: none.
 * NULL: gives -1.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_decimals(const opi_device_request *request);

/**
 * Gives the seconds until the terminal gives up waiting for the answer; -1 when the terminal did not say.
 *
 * Ownership: none.
 * NULL: gives -1.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_device_request_timeout_seconds(const opi_device_request *request);

/**
 * Gives a field of a journal entry: one of OPI_JOURNAL_...
 *
 * Ownership: the text belongs to the request and ends with the callback. *len is its length in bytes.
 * NULL: len may be NULL. Gives NULL when the field is empty or does not exist, and for a NULL argument.
 * Blocks: no. Threads: that of the callback. Callbacks: none; for use inside one. Errors: none.
 */
OPI_API const char *OPI_CALL opi_device_request_get(const opi_device_request *request, const char *name,
    size_t *len);

/**
 * Sets the answer to a text. It counts when the callback returns OPI_ANSWER_YES.
 *
 * Ownership: the text is copied.
 * NULL: gives OPI_E_NULL.
 * Blocks: no.
 * Threads: that of the callback.
 * Callbacks: none; for use inside input.
 * Errors: OPI_E_NULL, OPI_E_INVALID_UTF8.
 */
OPI_API opi_status OPI_CALL opi_answer_set_text(opi_answer *answer, const char *text);

/**
 * Sets the answer to a number: digits, or an amount in major units such as "12.50". It counts when the
 * callback returns OPI_ANSWER_YES.
 *
 * Ownership: the text is copied.
 * NULL: gives OPI_E_NULL.
 * Blocks: no.
 * Threads: that of the callback.
 * Callbacks: none; for use inside input.
 * Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_ARGUMENT for anything but digits and one point.
 */
OPI_API opi_status OPI_CALL opi_answer_set_number(opi_answer *answer, const char *digits);

/* ==== The till's devices ============================================================================= */

/** Not answered: the harmless thing is done. Also what arrives when an exception gets lost on the way to C. */
#define OPI_ANSWER_DEFAULT 0
/** Yes: shown, printed, stored, handed out, confirmed; or see opi_answer. */
#define OPI_ANSWER_YES 1
/** No: could not or must not be done; the cashier said no, or refused to answer. */
#define OPI_ANSWER_NO 2
/** The callback failed, as does any negative number: counted in the result, otherwise as OPI_ANSWER_NO. */
#define OPI_ANSWER_FAILED (-1)

/**
 * The till's devices. Start from OPI_DEVICES_INIT and set what you have; a callback that is NULL is a device
 * that you do not have. opi_terminal_open() copies the table.
 *
 * Callbacks run on the thread that is inside opi_terminal_run(), _recover() or _dispatch(), or inside
 * opi_dispatch(), one at a time for each terminal. They answer one of OPI_ANSWER_... They must return: no
 * exception, no longjmp, no exit of the thread through them.
 */
typedef struct opi_devices {
    /** sizeof(opi_devices), set by OPI_DEVICES_INIT. */
    uint32_t struct_size;
    /** 0. */
    uint32_t reserved;
    /** First argument of every callback. The library never looks at it. */
    void *user_data;
    /** Show text to the cashier or the customer. Whatever the answer, the terminal is told that it was shown. */
    int32_t (OPI_CALLBACK *display)(void *user_data, const opi_device_request *request);
    /**
     * Print a receipt. Only OPI_ANSWER_YES tells the terminal that it is in safe hands; after anything else
     * it keeps the receipt and wants a reprint before the next payment. NULL: receipts are in the results.
     */
    int32_t (OPI_CALLBACK *print)(void *user_data, const opi_device_request *request);
    /**
     * Ask the cashier. A confirmation is answered by OPI_ANSWER_YES or OPI_ANSWER_NO; for the rest, put what
     * was typed into the answer and return OPI_ANSWER_YES, or return OPI_ANSWER_NO if the cashier refuses.
     */
    int32_t (OPI_CALLBACK *input)(void *user_data, const opi_device_request *request, opi_answer *answer);
    /** Hand out the goods (unattended terminals). Only OPI_ANSWER_YES says that it was done. */
    int32_t (OPI_CALLBACK *deliver)(void *user_data, const opi_device_request *request);
    /**
     * Store an entry of the electronic journal. Only OPI_ANSWER_YES says that it was done. NULL: entries are
     * in the results.
     */
    int32_t (OPI_CALLBACK *journal)(void *user_data, const opi_device_request *request);
    /**
     * Called exactly once, when no other callback runs or will run: from opi_terminal_free(), or when the
     * last running call ends, or from opi_terminal_open() when it fails. Not called after OPI_E_ABI, when
     * the table could not be read, and not in a forked child.
     */
    void (OPI_CALLBACK *destroy)(void *user_data);
} opi_devices;

/** First value of an opi_devices: opi_devices devices = OPI_DEVICES_INIT; */
#define OPI_DEVICES_INIT { (uint32_t)sizeof(opi_devices), 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/* ==== Terminals ====================================================================================== */

/*
 * Options of a terminal URL: opi://host[:port][?option=value&option=value...]
 *
 *   dialect            The terminal's family: it decides ports, receipts, session and abort. Value: ch,
 *                      de, nl or ifsf. Default: ch.
 *   model              The terminal model (ch): what it is known to lack is refused before anything is
 *                      sent. Value: rx5000, dx8000, ex8000, q30, a77, im15 or im30. Default: no model:
 *                      what the dialect says.
 *   variant            The maker of the terminal's software: ports, aborts and login differ. Value:
 *                      thales, ccv, ingenico, eftlink, dynamics or ap4900. Default: no variant: what the
 *                      dialect says.
 *   dialect_file       Changes settings of the dialect: lines such as close_day = "CloseDay".
 *                      docs/dialects.md lists the settings. Value: path of a TOML file. Default: no file.
 *   dialect.NAME       Changes one setting of the dialect, e.g. dialect.listen_port=4110; after model,
 *                      variant and dialect_file. Value: as docs/dialects.md says for the setting NAME.
 *                      Default: what the dialect says.
 *   workstation        WorkstationID: the name of this till. Two tills at one terminal need two names.
 *                      Value: text, 1 to 32 characters. Default: 1.
 *   listen             Where the till listens for device requests of the terminal; a port alone: on all
 *                      addresses, IPv4 and IPv6. Terminals of one process may share it. Port 0 takes a
 *                      free one. Value: PORT or ADDRESS:PORT. Default: all addresses, the dialect's port
 *                      (4102 in ch and nl, 20007 in de and ifsf).
 *   connect_ms         How long to wait for the connection to the terminal. Value: milliseconds. Default:
 *                      3000.
 *   idle_ms            How long the terminal may be silent on both channels while a request runs. A
 *                      question to the cashier stops the clock. Value: milliseconds. Default: 90000.
 *   hard_ms            How long a request may take in all, from the connection to the verdict. A callback
 *                      of the till that is running is never cut off. Value: milliseconds. Default: 300000.
 *   abort_ms           How long to wait for the outcome after the library itself aborted a request that
 *                      took too long. Part of hard_ms. Value: milliseconds. Default: 10000.
 *   abort_spacing_ms   Least time between two AbortRequests; there are at most three. Value: milliseconds.
 *                      Default: 1500.
 *   ask_again_ms       How long recovery waits between two questions to a busy terminal, and from a
 *                      request to the first question about it. Value: milliseconds. Default: 3000.
 *   recover_ms         How long a recovery may take in all; what it did not get to is listed as the
 *                      journal knows it. Value: milliseconds. Default: 300000.
 *   max_papers         Most receipts and journal entries taken for one request; then it is aborted, and
 *                      those beyond are refused. Value: number, 1 to 10000. Default: 256.
 *   max_paper_bytes    The same in bytes. Value: bytes, 4096 to 268435456. Default: 8388608.
 *   language           Language of displays and receipts, where the request names none. Value: two
 *                      letters, ISO 639-1. Default: de.
 *   sender             ApplicationSender: the name of the till's software (de, ifsf). Value: text, 1 to 32
 *                      characters. Default: libopi.
 *   pop_id             POPID: the payment point (de, ifsf). Value: text, 1 to 32 characters. Default: 001.
 *   customer_receipt   Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings
 *                      decide). Value: till, terminal or none. Default: till.
 *   merchant_receipt   Who prints the merchant's copy (ch, nl). Value: till, terminal or none. Default:
 *                      till.
 *   electronic_journal Whether the till wants the electronic journal (ch, nl). Value: till or none.
 *                      Default: till.
 *   journal            The durable ledger of payments. none gives up recovery, idempotency keys and the
 *                      lease that keeps other programs of this machine away from the terminal. Value: path
 *                      of a file, or none. Default: libopi/journal.db where this user's programs keep
 *                      their state, or $OPI_JOURNAL.
 *   recover            When unresolved requests are looked into: only when the till calls recover, or also
 *                      when the terminal is opened. Value: call or open. Default: call.
 *   acknowledge        Who says that the till knows an outcome: the till itself, or the library as soon as
 *                      it has returned it. Value: till or auto. Default: till.
 *   keep_days          How long resolved requests and their receipts stay in the journal. Unresolved ones
 *                      stay for ever. Value: days, 1 to 36500. Default: 400.
 *   adopt_journal      Take over a journal that was written on another machine, e.g. after the till's disk
 *                      was moved. Value: yes or no. Default: no.
 *   max_frame          Longest message accepted from a terminal. Value: bytes, 4096 to 16777216. Default:
 *                      1048576.
 *
 * Settings of a dialect, each an option dialect.NAME=VALUE:
 *
 *   terminal_port         Where terminals listen for requests, unless the URL names a port. Value: port.
 *   listen_port           Where the till listens for device requests, unless the URL says listen. Value:
 *                         port.
 *   customer_printer      The device on which the customer's receipt comes. Value: name of a device.
 *   merchant_printer      The device on which the merchant's receipt comes. Value: name of a device.
 *   session_open          Opens a session. Value: name of a request kind.
 *   session_close         Closes a session. Value: name of a request kind.
 *   close_day             Closes the day. Value: name of a request kind.
 *   status                Asks for the terminal's state. Value: name of a request kind.
 *   abort_connection      The connection an abort travels on. Value: second or same.
 *   abort_message         The message pair of an abort. Value: card or service.
 *   abort_names_request   Does an abort name the request in ReferenceNumber? Value: yes or no.
 *   reversal              What a reversal undoes: the last transaction, or the one with a STAN. Value:
 *                         last or stan.
 *   callback_ids          Device requests count: behind the request's number (8.1), in SequenceID, or on
 *                         their own. Value: suffixed, sequence or own.
 *   announces_printers    Do card requests say where receipts go? Value: yes or no.
 *   announces_to_services Do service requests say it too? Value: yes or no.
 *   names_sender          Do requests carry ApplicationSender and POPID? Value: yes or no.
 *   reference             What ReferenceNumber holds: the merchant's reference, or something else. Value:
 *                         merchant or other.
 *   timed_out             What TimedOut without a sign of an authorisation means for money. Value:
 *                         declined or unknown.
 *   login_data            What a login tells the terminal in PrivateData: nothing, or which receipts the
 *                         till prints. Value: none or printers.
 *   capture_verb          Captures a reservation. Unverified: what ch takes is not public; this is the
 *                         family's name for it. Value: RequestType.
 *   cancel_verb           Cancels a reservation. Unverified: what ch takes is not public; this is the
 *                         family's name for it. Value: RequestType.
 *   allow                 What this terminal can do beyond its row. Value: names of request kinds or
 *                         options, separated by commas.
 *   refuse                What this terminal must not be asked. Value: names of request kinds or options,
 *                         separated by commas.
 */

/**
 * One payment terminal. Opening it only starts to listen for its device requests; each request makes its own
 * connection.
 */
typedef struct opi_terminal opi_terminal;

/**
 * Opens a terminal: reads the URL and starts to listen for the terminal's device requests. Does not connect;
 * opi_terminal_run() does. Options of the URL: see the list above.
 *
 * Ownership: *out becomes yours; close it with opi_terminal_close(), free it with opi_terminal_free().
 *     *err becomes yours. url and devices are copied; devices->destroy runs exactly once, also when this fails.
 * NULL: devices may be NULL (receipts are in the results), err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: no, except with recover=open in the URL, when the terminal is asked about unresolved requests: as long as
 *     opi_terminal_recover().
 * Threads: any. The first terminal at a listening address starts the library's thread there.
 * Callbacks: destroy when it fails; with recover=open those of opi_terminal_recover(). May be called inside
 *     callbacks of another terminal.
 * Errors: OPI_E_NULL, OPI_E_INVALID_UTF8, OPI_E_INVALID_URL, OPI_E_UNKNOWN_NAME, OPI_E_ABI, OPI_E_LISTEN,
 *     OPI_E_TERMINAL_IN_USE, OPI_E_JOURNAL, OPI_E_JOURNAL_...: never with money at risk.
 */
OPI_API opi_status OPI_CALL opi_terminal_open(const char *url, const opi_devices *devices,
    opi_terminal **out, opi_error **err);

/**
 * Runs one request: connects, sends it once, serves the terminal's device requests, waits for the outcome.
 *
 * Returns OPI_OK when the terminal answered: look at the result, a declined card is one. Otherwise the reason
 * why there is no answer (OPI_E_CONNECT_REFUSED, OPI_E_RESPONSE_TIMEOUT, ...); *out is then set as well, with
 * verdict OPI_VERDICT_NOT_SENT or OPI_VERDICT_UNKNOWN. Only for a mistake in the call, and after a fault in
 * the library, is there no result.
 *
 * Ownership: *out and *err become yours. terminal, request and cancel stay yours.
 * NULL: cancel and err may be NULL; another NULL gives OPI_E_NULL, and nothing is sent.
 * Blocks: until the outcome; at most hard_ms of the URL, plus the time your callbacks take.
 * Threads: any, but one call at a time for each terminal: a second one gets OPI_E_BUSY at once.
 * Callbacks: all of them, on this thread, no lock held. Inside a callback of the same terminal:
 *     OPI_E_RECURSIVE.
 * Errors: any of -1 to -299, OPI_E_INTERNAL, OPI_E_POISONED. Only -200 to -299 leave the outcome open.
 */
OPI_API opi_status OPI_CALL opi_terminal_run(opi_terminal *terminal, const opi_request *request,
    const opi_cancel *cancel, opi_result **out, opi_error **err);

/**
 * Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome
 * was not acknowledged, oldest first. Asks for the terminal's last message and last receipt, never for money.
 * Each finding is on disk before this returns. A terminal that cannot be reached is no error: the verdict is
 * OPI_RECOVERED_ASK_HUMAN then, and the field ask_again says so.
 *
 * Ownership: *out and *err become yours. terminal and cancel stay yours.
 * NULL: cancel and err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: until everything is found out, also while the terminal is busy; at most recover_ms of the URL, plus the
 *     time your callbacks take. Cancelling ends it. What it did not get to is listed as the journal knows it.
 * Threads: any, but one call at a time for each terminal: a second one gets OPI_E_BUSY at once.
 * Callbacks: all of them, on this thread, no lock held. Inside a callback of the same terminal:
 *     OPI_E_RECURSIVE.
 * Errors: OPI_E_NULL, OPI_E_NO_JOURNAL, OPI_E_BUSY, OPI_E_RECURSIVE, OPI_E_CLOSED, OPI_E_FORKED,
 *     OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_terminal_recover(opi_terminal *terminal, const opi_cancel *cancel,
    opi_recovery **out, opi_error **err);

/**
 * Lists what opi_terminal_recover() would look into, as the journal knows it, without asking the terminal.
 *
 * Ownership: *out and *err become yours.
 * NULL: err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_NULL, OPI_E_NO_JOURNAL, OPI_E_FORKED, OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_terminal_unresolved(opi_terminal *terminal, opi_recovery **out,
    opi_error **err);

/**
 * Resolves a request by hand, after a person has compared receipts or totals. Who and why are recorded; no
 * card numbers in them, please. The request is listed once more by opi_terminal_recover(), until it is
 * acknowledged.
 *
 * Ownership: the texts are copied. *err becomes yours.
 * NULL: err may be NULL; another NULL gives OPI_E_NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_INVALID_ARGUMENT when id names no unresolved request, verdict is neither
 *     OPI_RECOVERED_APPROVED nor OPI_RECOVERED_NOT_CHARGED, or who or why is empty. OPI_E_NULL,
 *     OPI_E_INVALID_UTF8, OPI_E_NO_JOURNAL, OPI_E_FORKED, OPI_E_JOURNAL..., OPI_E_POISONED, OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_terminal_resolve(opi_terminal *terminal, const char *id, int32_t verdict,
    const char *who, const char *why, opi_error **err);

/**
 * Serves device requests that come while no request runs, such as a receipt that somebody asked for at the
 * terminal. Returns when at least one was served and no other waits. All terminals of the process at once:
 * opi_dispatch().
 *
 * Ownership: nothing changes hands.
 * NULL: gives OPI_E_NULL.
 * Blocks: at most timeout_ms, plus the time your callbacks take; 0 only looks.
 * Threads: any; while another thread runs a request this only waits, and it gives way to one that begins.
 * Callbacks: all of them, on this thread, no lock held; a receipt for which there is no callback is refused, so
 *     that the terminal keeps it. Inside a callback of the same terminal: OPI_E_RECURSIVE.
 * Errors: OPI_E_TIMEOUT when none came, OPI_E_NULL, OPI_E_RECURSIVE, OPI_E_CLOSED, OPI_E_FORKED,
 *     OPI_E_POISONED, OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_terminal_dispatch(opi_terminal *terminal, uint32_t timeout_ms);

/**
 * Closes a terminal. A call that runs in another thread is cancelled and waited for. When this returns OPI_OK,
 * no callback of the terminal runs or will run again, except destroy: also none that opi_dispatch() called. The
 * last terminal at a listening address ends the library's thread there. Closing twice is the same as once.
 *
 * Ownership: the terminal stays yours until opi_terminal_free().
 * NULL: gives OPI_E_NULL.
 * Blocks: at most timeout_ms, until the calls that run have ended.
 * Threads: any.
 * Callbacks: none. Inside a callback of the same terminal: OPI_E_RECURSIVE, and nothing changes.
 * Errors: OPI_E_TIMEOUT when a call still runs: it goes on closing, ask again. OPI_E_NULL, OPI_E_RECURSIVE,
 *     OPI_E_FORKED, OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_terminal_close(opi_terminal *terminal, uint32_t timeout_ms);

/**
 * Gives the port on which the till listens for device requests; useful with listen=0. 0 for NULL.
 *
 * Ownership: none.
 * NULL: gives 0.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API int32_t OPI_CALL opi_terminal_listen_port(const opi_terminal *terminal);

/**
 * Gives the address on which the till listens for device requests, such as "0.0.0.0:4102".
 *
 * Ownership: the text belongs to the terminal. *len is its length in bytes.
 * NULL: len may be NULL; a NULL terminal gives NULL.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any. Errors: none.
 */
OPI_API const char *OPI_CALL opi_terminal_listen_address(const opi_terminal *terminal, size_t *len);

/**
 * Frees a terminal, closing it first if that was not done. A call that still runs keeps what it needs: if it
 * does not end in time, or if this is called inside a callback of the terminal, the rest is freed (and
 * destroy called) when that call ends. In a forked child nothing is closed and the memory is left alone.
 *
 * Ownership: takes it.
 * NULL: does nothing.
 * Blocks: no when closed; otherwise at most 5 seconds.
 * Threads: any, but not while another thread enters a function of this terminal.
 * Callbacks: destroy, on this thread unless a call still runs. May be called inside any callback.
 * Errors: none.
 */
OPI_API void OPI_CALL opi_terminal_free(opi_terminal *terminal);

/**
 * Makes the library panic inside its own boundary and gives the status that the boundary makes of it:
 * OPI_E_INTERNAL. Proves for a given build that a fault in the library never brings the till down.
 *
 * Ownership: none.
 * NULL: terminal may be NULL; another terminal is poisoned: only closing and freeing it remain.
 * Blocks: no. Threads: any. Callbacks: none; may be called inside any.
 * Errors: OPI_E_INTERNAL, always; OPI_E_FORKED, OPI_E_POISONED.
 */
OPI_API opi_status OPI_CALL opi_self_test(opi_terminal *terminal);

/* ==== All terminals of the process =================================================================== */

/**
 * Serves device requests of every terminal of this process that come while no call is inside it: a receipt that
 * somebody asked for at the terminal, a display text, a question. Waits for the first one; returns when at least one
 * was served and no other waits. One thread that calls this in a loop serves a shop; a second one keeps a callback
 * that takes long at one terminal from delaying the others. A single terminal: opi_terminal_dispatch().
 *
 * Ownership: nothing changes hands.
 * Blocks: at most timeout_ms, plus the time your callbacks take; 0 only looks.
 * Threads: any, and several at the same time. A terminal is served by one of them at a time, and never while another
 *     thread runs a request on it: that serves it itself. In a child made by fork(): those that the child has opened.
 * Callbacks: those of any terminal of the process, on this thread, no lock held; a receipt for which there is no
 *     callback is refused, so that the terminal keeps it. May be called inside a callback: it serves the other terminals.
 * Errors: OPI_E_TIMEOUT when none came, also when there is no terminal; OPI_E_INTERNAL.
 */
OPI_API opi_status OPI_CALL opi_dispatch(uint32_t timeout_ms);

/* ==== Log ============================================================================================ */

/** No log. */
#define OPI_LOG_OFF 0
/** Faults: something does not work. */
#define OPI_LOG_ERROR 1
/** Unusual, and handled. */
#define OPI_LOG_WARN 2
/** Each request and its outcome. */
#define OPI_LOG_INFO 3
/** Each message, in short. */
#define OPI_LOG_DEBUG 4
/** Everything, card data masked. */
#define OPI_LOG_TRACE 5

/**
 * Sends the log of the whole library to a callback, in place of the one before. Nothing is logged unless
 * this is called; the library never writes to standard output or standard error.
 *
 * The callback gets one line of UTF-8 without line feed, and the name of the part of the library that wrote
 * it; both end with the call. It must be quick, must not call a function of a terminal, and may be called by
 * several threads at once, also by the library's own, until destroy is called. What the library logs while the
 * callback runs on the same thread is dropped.
 *
 * Ownership: user_data stays yours until destroy is called: exactly once, when the callback has been replaced
 *     and no longer runs anywhere, or at once when this fails.
 * NULL: callback may be NULL (no log); user_data and destroy may be NULL.
 * Blocks: no.
 * Threads: any.
 * Callbacks: the destroy of the one before. May be called inside any callback.
 * Errors: OPI_E_INVALID_ARGUMENT for an unknown level.
 */
OPI_API opi_status OPI_CALL opi_log_set(int32_t level, void (OPI_CALLBACK *callback)(void *user_data,
    int32_t level, const char *target, const char *text, size_t len), void *user_data,
    void (OPI_CALLBACK *destroy)(void *user_data));

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* OPI_H */
