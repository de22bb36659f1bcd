/* The simulated terminal, opi-sim, as a child process that is told what to do through pipes. */
#ifndef SIM_H
#define SIM_H

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sim {
    pid_t pid;
    const char *dialect;
    int commands, answers; /* our ends of the pipes */
    char address[64];      /* HOST:PORT where it takes requests */
    char answer[65536];    /* the last one */
} sim;

/* Starts a terminal of a dialect. Ends the program if that is not possible. */
sim *sim_start(const char *dialect);

/* Starts a shop of so many terminals in one process, and says where each takes requests. A command is for all of them, or
 * with "@K " in front for the K-th alone, counted from 1. */
sim *shop_start(int count, char addresses[][64]);

/* Sends a command and gives the line that answers it; it lasts until the next command. */
const char *sim_ask(sim *sim, const char *format, ...);

/* Ends it, and waits for its end. */
void sim_stop(sim *sim);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif
