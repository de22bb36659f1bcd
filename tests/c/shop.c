/* A shop in one process: 64 terminals, one port, a thread each, and all pay at once. */
#include "check.h"
#include "till.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 64, FEW = 8 };

typedef struct lane {
    till till;
    int number; /* from 1 */
    gate *start;
    pthread_t thread;
} lane;

/* Every fourth card is declined; each amount is one of its own. */
static int is_declined(const lane *lane)
{
    return lane->number % 4 == 0;
}

static void *pay(void *argument)
{
    lane *lane = argument;
    outcome outcome;
    int64_t minor = 0;
    const char *currency = NULL;
    gate_pass(lane->start);
    lane->till.caller = pthread_self();
    outcome = run_request(lane->till.terminal, OPI_CARD_PAYMENT, 100 * lane->number, "CHF", NULL);
    CHECK_STATUS(outcome.status, OPI_OK);
    CHECK_INT(opi_result_verdict(outcome.result), is_declined(lane) ? OPI_VERDICT_DECLINED : OPI_VERDICT_APPROVED);
    if (!is_declined(lane)) {
        CHECK_INT(opi_result_amount(outcome.result, &minor, &currency), 1);
        CHECK_INT(minor, 100 * lane->number);
        CHECK_TEXT(lane->till.trace, "ddddCMj");
    }
    CHECK_INT(lane->till.strays, 0);
    outcome_end(&outcome);
    return NULL;
}

static void open_lane(lane *lane, const char *terminal, const char *listen, const char *journal)
{
    char url[256];
    opi_devices devices;
    till_prepare(&lane->till);
    devices = till_devices(&lane->till);
    snprintf(url, sizeof url, "opi://%.63s?workstation=lane-%d&listen=%.63s&journal=%.63s", terminal, lane->number, listen,
             journal);
    REQUIRE(opi_terminal_open(url, &devices, &lane->till.terminal, NULL) == OPI_OK);
}

/* What the books of its terminal say. */
static void check_books(sim *shop, const lane *lane)
{
    const char *books = sim_ask(shop, "@%d ledger", lane->number);
    char part[64], workstation[64];
    snprintf(part, sizeof part, "\"net\":{\"CHF\":%d}", is_declined(lane) ? 0 : 100 * lane->number);
    snprintf(workstation, sizeof workstation, "\"workstation\":\"lane-%d\"", lane->number);
    CHECK_HOLDS(books, part);
    CHECK_HOLDS(books, workstation);
    CHECK_HOLDS(books, is_declined(lane) ? "\"state\":\"declined\"" : "\"state\":\"approved\"");
}

static void test_a_shop_pays_at_once(void)
{
    PROVES("shop");
    static lane lanes[MOST];
    static char addresses[MOST][64];
    int slow = getenv("RUN_UNDER") != NULL && *getenv("RUN_UNDER") != '\0', count = slow ? FEW : MOST, i;
    char folder[] = "/tmp/opi-c-XXXXXX", journal[64], listen[64] = "127.0.0.1:0";
    gate start = CLOSED_GATE;
    sim *shop = shop_start(count, addresses);
    REQUIRE(mkdtemp(folder) != NULL);
    snprintf(journal, sizeof journal, "%s/journal.db", folder);
    for (i = 0; i < count; i++) {
        lanes[i].number = i + 1;
        lanes[i].start = &start;
        open_lane(&lanes[i], addresses[i], listen, journal);
        snprintf(listen, sizeof listen, "%s", opi_terminal_listen_address(lanes[i].till.terminal, NULL));
        if (is_declined(&lanes[i]))
            CHECK_TEXT(sim_ask(shop, "@%d outcome decline", i + 1), "ok");
    }
    CHECK_TEXT(sim_ask(shop, "till %s", listen), "ok");
    for (i = 0; i < count; i++)
        REQUIRE(pthread_create(&lanes[i].thread, NULL, pay, &lanes[i]) == 0);
    gate_open(&start);
    for (i = 0; i < count; i++)
        pthread_join(lanes[i].thread, NULL);
    for (i = 0; i < count; i++)
        check_books(shop, &lanes[i]);
    CHECK_TEXT(sim_ask(shop, "findings"), "[]");
    for (i = 0; i < count; i++) {
        opi_terminal_free(lanes[i].till.terminal);
        CHECK_INT(lanes[i].till.destroyed, 1);
    }
    sim_stop(shop);
    remove(journal);
    CHECK(remove(folder) == 0);
}

int main(void)
{
    RUN(test_a_shop_pays_at_once);
    return finish();
}
