/* The journal through the C ABI: a payment without an answer is found out, told once, or settled by a human. */
#include "check.h"
#include "till.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A till with a journal of its own in a folder of its own. */
typedef struct ledger {
    char folder[32], file[64], options[160];
} ledger;

static till *open_till(ledger *ledger)
{
    snprintf(ledger->folder, sizeof ledger->folder, "/tmp/opi-c-XXXXXX");
    REQUIRE(mkdtemp(ledger->folder) != NULL);
    snprintf(ledger->file, sizeof ledger->file, "%s/journal.db", ledger->folder);
    snprintf(ledger->options, sizeof ledger->options, "journal=%s", ledger->file);
    return till_open("ch", ledger->options);
}

static void end_till(till *till, const ledger *ledger)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal", ".lock"};
    size_t i;
    till_end(till);
    for (i = 0; i < sizeof ends / sizeof *ends; i++) {
        char path[96];
        snprintf(path, sizeof path, "%s%s", ledger->file, ends[i]);
        unlink(path);
    }
    CHECK(rmdir(ledger->folder) == 0);
}

/* A payment that was charged; its answer got lost. */
static void pay_in_vain(till *till)
{
    outcome outcome;
    sim_ask(till->sim, "outcome drop-pay:0");
    outcome = till_pay(till, 1250, NULL);
    CHECK_INT(opi_result_verdict(outcome.result), OPI_VERDICT_UNKNOWN);
    outcome_end(&outcome);
    sim_ask(till->sim, "outcome approve");
}

static opi_recovery *recover(till *till)
{
    opi_recovery *recovery = NULL;
    till->caller = pthread_self();
    CHECK_STATUS(opi_terminal_recover(till->terminal, NULL, &recovery, NULL), OPI_OK);
    return recovery;
}

static void check_nothing_to_recover(till *till)
{
    opi_recovery *recovery = recover(till);
    CHECK_INT(opi_recovery_count(recovery), 0);
    opi_recovery_free(recovery);
}

/* The last piece of evidence of the first request is the last reason of the verdict. */
static void check_last_evidence(const opi_recovery *recovery, const char *source, const char *says)
{
    size_t len = 0, count = opi_recovery_evidence_count(recovery, 0);
    const char *text;
    REQUIRE(count > 0);
    CHECK_TEXT(opi_recovery_evidence_get(recovery, 0, count - 1, "source", NULL), source);
    CHECK_TEXT(opi_recovery_evidence_get(recovery, 0, count - 1, "says", NULL), says);
    text = opi_recovery_evidence_get(recovery, 0, count - 1, "text", &len);
    CHECK_HOLDS(opi_recovery_get(recovery, 0, OPI_RECOVERY_REASON, NULL), text != NULL ? text : "?");
    CHECK_INT(len, text != NULL ? strlen(text) : 0);
    CHECK_TEXT(opi_recovery_evidence_get(recovery, 0, count, "text", &len), NULL);
    CHECK_INT(len, 0);
}

static void test_a_payment_without_an_answer_is_recovered(void)
{
    PROVES("journal-recover journal-acknowledge");
    ledger ledger;
    till *till = open_till(&ledger);
    opi_recovery *recovery;
    int64_t minor = 0;
    const char *currency = NULL;
    check_nothing_to_recover(till);
    pay_in_vain(till);
    recovery = recover(till);
    CHECK_INT(opi_recovery_count(recovery), 1);
    CHECK_INT(opi_recovery_verdict(recovery, 0), OPI_RECOVERED_APPROVED);
    CHECK_INT(opi_recovery_amount(recovery, 0, &minor, &currency), 1);
    CHECK_INT(minor, 1250);
    CHECK_TEXT(currency, "CHF");
    CHECK_TEXT(opi_recovery_get(recovery, 0, OPI_RECOVERY_REQUESTED_AMOUNT, NULL), "12.50");
    CHECK_INT(opi_recovery_receipt_count(recovery, 0), 2);
    CHECK_INT(opi_recovery_receipt_role(recovery, 0, 0), OPI_RECEIPT_CUSTOMER);
    CHECK_HOLDS(opi_recovery_receipt_text(recovery, 0, 0, NULL), "12.50");
    CHECK_INT(opi_recovery_receipt_acknowledged(recovery, 0, 0), 1);
    CHECK_INT(opi_recovery_receipt_acknowledged(recovery, 0, 2), 0);
    CHECK_INT(opi_recovery_journal_count(recovery, 0), 1);
    CHECK_TEXT(opi_recovery_journal_get(recovery, 0, 0, "amount", NULL), "12.50");
    CHECK_TEXT(opi_recovery_journal_get(recovery, 0, 0, "no_such_field", NULL), NULL);
    CHECK_TEXT(opi_recovery_journal_get(recovery, 0, 1, "amount", NULL), NULL);
    CHECK_TEXT(opi_recovery_journal_get(recovery, 1, 0, "amount", NULL), NULL);
    check_last_evidence(recovery, "recovery", "paid");
    CHECK_INT(opi_recovery_contradiction_count(recovery, 0), 0);
    CHECK_TEXT(opi_recovery_contradiction_get(recovery, 0, 0, "text", NULL), NULL);
    CHECK_HOLDS(opi_recovery_json(recovery, NULL), "\"verdict\":\"approved\"");
    CHECK_STATUS(opi_recovery_acknowledge(recovery, 0, NULL), OPI_OK);
    CHECK_STATUS(opi_recovery_acknowledge(recovery, 1, NULL), OPI_E_INVALID_ARGUMENT);
    opi_recovery_free(recovery);
    check_nothing_to_recover(till);
    end_till(till, &ledger);
}

static void test_an_acknowledged_result_is_not_recovered(void)
{
    PROVES("journal-acknowledge");
    ledger ledger;
    till *till = open_till(&ledger);
    outcome outcome = till_pay(till, 1250, NULL);
    opi_recovery *recovery = recover(till);
    CHECK_INT(opi_recovery_count(recovery), 1);
    opi_recovery_free(recovery);
    CHECK_STATUS(opi_result_acknowledge(outcome.result, NULL), OPI_OK);
    outcome_end(&outcome);
    check_nothing_to_recover(till);
    end_till(till, &ledger);
}

static void test_an_open_payment_stops_the_next_one(void)
{
    PROVES("journal-unresolved");
    ledger ledger;
    till *till = open_till(&ledger);
    opi_request *next = opi_request_new(OPI_CARD_PAYMENT);
    opi_result *result = NULL;
    opi_error *error = NULL;
    CHECK_STATUS(opi_request_set_amount(next, 700, "CHF", NULL), OPI_OK);
    pay_in_vain(till);
    CHECK_STATUS(opi_terminal_run(till->terminal, next, NULL, &result, &error), OPI_E_UNRESOLVED);
    CHECK_INT(opi_error_money(error), OPI_MONEY_NO);
    opi_error_free(error);
    opi_result_free(result);
    CHECK_STATUS(opi_request_set(next, OPI_OPTION_ALTHOUGH_UNRESOLVED, "yes", NULL), OPI_OK);
    CHECK_STATUS(opi_terminal_run(till->terminal, next, NULL, &result, NULL), OPI_OK);
    CHECK_INT(opi_result_verdict(result), OPI_VERDICT_APPROVED);
    opi_result_free(result);
    opi_request_free(next);
    end_till(till, &ledger);
}

static void test_a_human_settles_what_nobody_knows(void)
{
    PROVES("journal-resolve");
    ledger ledger;
    till *till = open_till(&ledger);
    opi_recovery *open = NULL, *recovery;
    const char *id;
    pay_in_vain(till);
    CHECK_STATUS(opi_terminal_unresolved(till->terminal, &open, NULL), OPI_OK);
    REQUIRE(opi_recovery_count(open) == 1);
    CHECK_INT(opi_recovery_verdict(open, 0), OPI_RECOVERED_ASK_HUMAN);
    check_last_evidence(open, "recovery", "open");
    CHECK_STATUS(opi_recovery_acknowledge(open, 0, NULL), OPI_E_PENDING);
    id = opi_recovery_get(open, 0, OPI_RECOVERY_ID, NULL);
    CHECK_STATUS(opi_terminal_resolve(till->terminal, id, OPI_RECOVERED_ASK_HUMAN, "Anna", "seen", NULL),
                 OPI_E_INVALID_ARGUMENT);
    CHECK_STATUS(opi_terminal_resolve(till->terminal, id, OPI_RECOVERED_NOT_CHARGED, "Anna", "", NULL),
                 OPI_E_INVALID_ARGUMENT);
    CHECK_STATUS(opi_terminal_resolve(till->terminal, id, OPI_RECOVERED_NOT_CHARGED, "M\303\274ller", "no receipt", NULL),
                 OPI_OK);
    opi_recovery_free(open);
    recovery = recover(till);
    CHECK_INT(opi_recovery_count(recovery), 1);
    CHECK_INT(opi_recovery_verdict(recovery, 0), OPI_RECOVERED_NOT_CHARGED);
    CHECK_TEXT(opi_recovery_get(recovery, 0, OPI_RECOVERY_WHO, NULL), "M\303\274ller");
    check_last_evidence(recovery, "person", "not_paid");
    CHECK(opi_recovery_contradiction_count(recovery, 0) > 0); /* the journal entry says that it was charged */
    CHECK_TEXT(opi_recovery_contradiction_get(recovery, 0, 0, "second", NULL), "person");
    opi_recovery_free(recovery);
    end_till(till, &ledger);
}

static opi_status pay_with_key(till *till, int64_t minor_units, opi_result **result)
{
    opi_request *sale = opi_request_new(OPI_CARD_PAYMENT);
    opi_status status;
    CHECK_STATUS(opi_request_set_amount(sale, minor_units, "CHF", NULL), OPI_OK);
    CHECK_STATUS(opi_request_set(sale, OPI_OPTION_KEY, "sale-4711", NULL), OPI_OK);
    status = opi_terminal_run(till->terminal, sale, NULL, result, NULL);
    opi_request_free(sale);
    return status;
}

static void test_a_key_gives_the_stored_outcome(void)
{
    PROVES("idempotency-key");
    ledger ledger;
    till *till = open_till(&ledger);
    opi_result *first = NULL, *again = NULL, *other = NULL;
    CHECK_STATUS(pay_with_key(till, 1250, &first), OPI_OK);
    CHECK_STATUS(pay_with_key(till, 1250, &again), OPI_OK);
    CHECK_INT(opi_result_verdict(again), OPI_VERDICT_APPROVED);
    CHECK_TEXT(opi_result_get(again, OPI_FIELD_FROM_JOURNAL, NULL), "yes");
    CHECK_STATUS(pay_with_key(till, 700, &other), OPI_E_KEY_MISMATCH);
    CHECK(other == NULL);
    CHECK_TEXT(till->trace, "ddddCMj"); /* once */
    CHECK_HOLDS(sim_ask(till->sim, "ledger"), "\"net\":{\"CHF\":1250}");
    opi_result_free(first);
    opi_result_free(again);
    end_till(till, &ledger);
}

static void test_without_a_journal_recovery_says_so(void)
{
    till *till = till_open("ch", "journal=none");
    opi_recovery *recovery = NULL;
    CHECK_STATUS(opi_terminal_recover(till->terminal, NULL, &recovery, NULL), OPI_E_NO_JOURNAL);
    CHECK(recovery == NULL);
    CHECK_STATUS(opi_terminal_recover(till->terminal, NULL, NULL, NULL), OPI_E_NULL);
    CHECK_INT(opi_recovery_count(NULL), 0);
    CHECK_INT(opi_recovery_verdict(NULL, 0), 0);
    CHECK_TEXT(opi_recovery_get(NULL, 0, OPI_RECOVERY_ID, NULL), NULL);
    CHECK_INT(opi_recovery_receipt_acknowledged(NULL, 0, 0), 0);
    CHECK_INT(opi_recovery_journal_count(NULL, 0), 0);
    CHECK_TEXT(opi_recovery_journal_get(NULL, 0, 0, "amount", NULL), NULL);
    CHECK_INT(opi_recovery_evidence_count(NULL, 0), 0);
    CHECK_TEXT(opi_recovery_evidence_get(NULL, 0, 0, "source", NULL), NULL);
    CHECK_INT(opi_recovery_contradiction_count(NULL, 0), 0);
    CHECK_TEXT(opi_recovery_contradiction_get(NULL, 0, 0, "first", NULL), NULL);
    CHECK_TEXT(opi_recovery_json(NULL, NULL), NULL);
    opi_recovery_free(NULL);
    till_end(till);
}

int main(void)
{
    RUN(test_a_payment_without_an_answer_is_recovered);
    RUN(test_an_acknowledged_result_is_not_recovered);
    RUN(test_an_open_payment_stops_the_next_one);
    RUN(test_a_human_settles_what_nobody_knows);
    RUN(test_a_key_gives_the_stored_outcome);
    RUN(test_without_a_journal_recovery_says_so);
    return finish();
}
