#include "sim.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void give_up(const char *why)
{
    perror(why);
    exit(1);
}

/* A pipe that no other child inherits: otherwise its end would not be seen. */
static void private_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        give_up("sim: pipe");
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
}

static const char *read_line(sim *sim)
{
    size_t used = 0;
    while (used + 1 < sizeof sim->answer && read(sim->answers, sim->answer + used, 1) == 1) {
        if (sim->answer[used] == '\n')
            break;
        used++;
    }
    sim->answer[used] = '\0';
    return sim->answer;
}

/* Starts a simulator that is told what to do through pipes. */
static sim *start(const char *dialect, const char *terminals)
{
    char program[1024];
    const char *folder = getenv("OPI_LIB_DIR");
    char flag[] = "--dialect", port[] = "--port", zero[] = "0", control[] = "--control", many[] = "--terminals";
    char *arguments[] = {program, flag, (char *)dialect, port, zero, control, many, (char *)terminals, NULL};
    posix_spawn_file_actions_t actions;
    int in[2], out[2];
    sim *sim = calloc(1, sizeof *sim);
    if (sim == NULL)
        give_up("sim");
    snprintf(program, sizeof program, "%s/opi-sim", folder != NULL ? folder : "target/release");
    if (terminals == NULL)
        arguments[6] = NULL;
    private_pipe(in);
    private_pipe(out);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    if (posix_spawn(&sim->pid, program, &actions, NULL, arguments, environ) != 0)
        give_up(program);
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    sim->dialect = dialect;
    sim->commands = in[1];
    sim->answers = out[0];
    return sim;
}

/* Reads where the next terminal takes requests. */
static void read_address(sim *sim, char address[64])
{
    static const char ready[] = "ready ";
    if (strncmp(read_line(sim), ready, sizeof ready - 1) != 0)
        give_up("sim: not ready");
    snprintf(address, 64, "%.63s", sim->answer + sizeof ready - 1);
}

sim *sim_start(const char *dialect)
{
    sim *sim = start(dialect, NULL);
    read_address(sim, sim->address);
    return sim;
}

sim *shop_start(int count, char addresses[][64])
{
    char terminals[16];
    sim *sim;
    int i;
    snprintf(terminals, sizeof terminals, "%d", count);
    sim = start("ch", terminals);
    for (i = 0; i < count; i++)
        read_address(sim, addresses[i]);
    return sim;
}

const char *sim_ask(sim *sim, const char *format, ...)
{
    char command[256];
    va_list arguments;
    int length;
    va_start(arguments, format);
    length = vsnprintf(command, sizeof command - 1, format, arguments);
    va_end(arguments);
    command[length++] = '\n';
    if (write(sim->commands, command, (size_t)length) != length)
        give_up("sim: write");
    return read_line(sim);
}

void sim_stop(sim *sim)
{
    close(sim->commands); /* the end of its commands is its end */
    waitpid(sim->pid, NULL, 0);
    close(sim->answers);
    free(sim);
}
