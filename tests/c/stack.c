/* How much stack a call needs: a payment, with journal, receipts and a cashier's callbacks, on a thread of 64 KiB, as
 * tills of long ago have them. The stack is painted first, so that what was touched can be read afterwards. */
#include "check.h"
#include "till.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the header promises to be enough. */
#define STACK (64 * 1024)
#define PAINT 0xA5

typedef struct job {
    till *till;
    int recover;
    outcome outcome;
    opi_status status;
} job;

static void *work(void *argument)
{
    job *job = argument;
    opi_recovery *recovery = NULL;
    if (job->recover) {
        job->status = opi_terminal_recover(job->till->terminal, NULL, &recovery, NULL);
        opi_recovery_free(recovery);
    } else {
        job->outcome = till_pay(job->till, 1250, NULL);
        job->status = job->outcome.status;
    }
    return NULL;
}

/* Runs a job on a painted stack; how many bytes of it were touched. */
static size_t touched(job *job)
{
    unsigned char *stack = NULL;
    size_t untouched = 0;
    pthread_attr_t attributes;
    pthread_t thread;
    REQUIRE(posix_memalign((void **)&stack, 4096, STACK) == 0);
    memset(stack, PAINT, STACK);
    pthread_attr_init(&attributes);
    REQUIRE(pthread_attr_setstack(&attributes, stack, STACK) == 0);
    REQUIRE(pthread_create(&thread, &attributes, work, job) == 0);
    pthread_join(thread, NULL);
    while (untouched < STACK && stack[untouched] == PAINT)
        untouched++;
    pthread_attr_destroy(&attributes);
    free(stack);
    return STACK - untouched;
}

/* A thread of the C library's own making keeps its least size beside what is asked for: here nothing is beside. */
static void test_a_payment_fits_into_a_small_stack(void)
{
    char options[256], path[128];
    job pay = {0}, recover = {0};
    size_t paid, recovered;
    snprintf(path, sizeof path, "/tmp/opi-stack-%ld.db", (long)getpid());
    snprintf(options, sizeof options, "journal=%s", path);
    pay.till = till_open("ch", options);
    recover.till = pay.till;
    recover.recover = 1;
    paid = touched(&pay);
    CHECK_STATUS(pay.status, OPI_OK);
    CHECK_INT(opi_result_verdict(pay.outcome.result), OPI_VERDICT_APPROVED);
    outcome_end(&pay.outcome);
    /* The payment has not been acknowledged: it is listed. */
    recovered = touched(&recover);
    CHECK_STATUS(recover.status, OPI_OK);
    printf("stack: a payment touched %lu bytes, a recovery %lu, of %d\n", (unsigned long)paid,
        (unsigned long)recovered, STACK);
    CHECK(paid < STACK && recovered < STACK);
    till_end(pay.till);
    unlink(path);
    snprintf(options, sizeof options, "%s-wal", path);
    unlink(options);
    snprintf(options, sizeof options, "%s-shm", path);
    unlink(options);
}

int main(void)
{
    RUN(test_a_payment_fits_into_a_small_stack);
    return finish();
}
