/* A till: a terminal opened at a simulator of its own, with devices that write down what they are asked. */
#ifndef TILL_H
#define TILL_H

#include "opi.h"
#include "sim.h"

#include <pthread.h>

/* How one payment ended. */
typedef struct outcome {
    opi_status status;
    opi_result *result;
    opi_error *error;
} outcome;

typedef struct till till;
struct till {
    sim *sim;
    opi_terminal *terminal;
    /* What the devices were asked, a letter each: d display, C and M receipts of customer and merchant, i input,
     * g goods, j journal. */
    char trace[128];
    char last_text[4096]; /* the text of the last of them */
    /* What they answer. */
    int32_t display, print, input, journal;
    /* Called inside each callback, before it answers; NULL for nothing. */
    void (*inside)(till *till, const opi_device_request *request);
    opi_answer *answer; /* inside an input callback: where its answer goes */
    void *data;         /* the test's own */
    /* Callbacks on another thread than the one that last called till_pay() or till_dispatch(). */
    int strays;
    pthread_t caller;
    int destroyed;
    /* Does the test mean to do what a terminal complains about? */
    int misbehaves;
};

/* Starts a simulator and opens a terminal there. `options` go into the URL, such as "workstation=2"; the port for
 * device requests is a free one unless they say otherwise. */
till *till_open(const char *dialect, const char *options);

/* Frees the terminal and ends its simulator, checking that neither has anything to complain about. */
void till_end(till *till);

/* Runs a payment, in CHF at a ch terminal and in EUR elsewhere, and checks what is true of every outcome. */
outcome till_pay(till *till, int64_t minor_units, opi_cancel *cancel);

/* Runs a request of another kind, without an amount. */
outcome till_ask(till *till, int32_t kind);

/* The same on any terminal; `currency` may be NULL for no amount. */
outcome run_request(opi_terminal *terminal, int32_t kind, int64_t minor_units, const char *currency,
    opi_cancel *cancel);

/* Frees what an outcome holds. */
void outcome_end(outcome *outcome);

/* Opens a terminal without devices at an address, with options for the URL. */
opi_terminal *open_at(const char *address, const char *options);

/* The devices of a till, for tests that open the terminal themselves. */
opi_devices till_devices(till *till);

/* A till without simulator and terminal yet: all devices answer yes. */
void till_prepare(till *till);

/* What one thread waits at until another opens it. */
typedef struct gate {
    pthread_mutex_t lock;
    pthread_cond_t opened;
    int is_open;
} gate;

#define CLOSED_GATE {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0}

void gate_open(gate *gate);
void gate_pass(gate *gate);

#endif
