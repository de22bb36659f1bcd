# libopi: `make` lists what can be made, `make demo` shows a payment, `make test` proves everything.
# A C programmer needs only `build` and `demo`; cargo does the Rust work and tools/ holds the longer recipes.

.DEFAULT_GOAL := help
.PHONY: help setup build demo test torture bench fmt lint docs deny clean
.PHONY: setup-demo fmt-check check-abi test-rust test-c test-valgrind test-torture test-demo

SCENARIO ?= approve
TARGET   := $(or $(CARGO_TARGET_DIR),target)
LOCKED   := $(if $(CI),--locked)

# Where the library under test lies, for every C, C++, C#, Java and Python test.
export OPI_LIB_DIR := $(abspath $(TARGET))/release

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what building and testing need (silent when all is there)
	@tools/setup.sh

setup-demo:
	@tools/setup.sh build

build: setup-demo ## libopi.so, libopi.a and the opi program, in target/release; updates include/opi.h
	cargo build --release --workspace $(LOCKED)
	@ln -sf libopi.so $(OPI_LIB_DIR)/libopi.so.0

demo: build ## a till in C pays at a simulated terminal: SCENARIO=approve|decline|abort
	@mkdir -p $(TARGET)/demo
	$(CC) -std=c99 -pedantic -Wall -Wextra -O2 -pthread -Iinclude examples/c/till.c -o $(TARGET)/demo/till \
		-L$(OPI_LIB_DIR) -lopi -Wl,-rpath,$(OPI_LIB_DIR)
	@tools/demo.sh $(SCENARIO)

# The stages run one after the other, each timed; the first that fails ends the run.
# OPI_HEADER=check: here build.rs compares include/opi.h with the code instead of rewriting it.
STAGES := setup fmt-check build check-abi lint test-rust \
	test-c test-valgrind test-torture test-demo docs
test: export OPI_HEADER = check
test: ## install what is missing and run every check and test
	@MAKE="$(MAKE)" tools/stages.sh $(STAGES)

# The till and what kills it are C programs on the built libopi.so; whoever drives them is Rust in the dev profile.
TORTURE = cargo run --quiet $(LOCKED) --example torture --

torture: build ## the kill matrix at length: N=10000 SEED=1, or one run: CASE='dialect=ch death=point:12 …'
	@$(TORTURE) --runs $(or $(N),10000) --seed $(or $(SEED),1) $(if $(CASE),--case '$(CASE)')

test-torture: build ## the kill matrix in short
	@$(TORTURE) --runs 400

bench: ## a bare socket loop beside a libopi exchange: prints the ratio
	cargo bench -p opi-core --bench exchange

fmt: ## format the Rust code
	cargo fmt --all

fmt-check:
	cargo fmt --all --check

lint: ## clippy on everything; a warning is an error
	cargo clippy --workspace --all-targets $(LOCKED) -- -D warnings

docs: ## Rust API documentation, in target/doc; a warning is an error
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace $(LOCKED)

check-abi: build ## header, exported symbols, SONAME and linking of the built library
	@tools/check-abi.sh

# In the dev profile, for its overflow checks; what C sees is tested on the release library.
test-rust: ## the Rust tests alone
	cargo test --workspace $(LOCKED)

test-c: build ## the C tests alone, on the built libopi.so
	@tests/c/run.sh

test-valgrind: build ## the C tests under valgrind
	@RUN_UNDER="valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite" \
		tests/c/run.sh

test-demo: ## every demo scenario, one after the other
	@for s in approve decline abort; do $(MAKE) --no-print-directory demo SCENARIO=$$s || exit 1; done

deny: ## licences and sources of all dependencies (needs cargo-deny)
	cargo deny check licenses bans sources

clean: ## remove everything built
	cargo clean
