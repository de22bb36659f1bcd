# libopi: `make` lists what can be made, `make demo` shows a payment, `make test` proves everything.
# A C programmer needs only `build` and `demo`; cargo does the Rust work and tools/ holds the longer recipes.

.DEFAULT_GOAL := help
.PHONY: test-java example-java package-java test-csharp example-csharp package-csharp test-python example-python \
	package-python help setup build generate demo test bench fmt lint docs deny clean install uninstall \
	cross doxygen example-c example-cpp setup-demo fmt-check check-abi test-rust test-c test-cpp test-valgrind \
	test-sanitize test-install test-scenarios test-demo test-recipes parity torture test-torture tsan

SCENARIO ?= approve
TARGET   := $(or $(CARGO_TARGET_DIR),target)
LOCKED   := $(if $(CI),--locked)

# Where the library under test lies, for every C, C++, C#, Java and Python test.
export OPI_LIB_DIR ?= $(abspath $(TARGET))/release

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what building and testing need (silent when all is there)
	@tools/setup.sh

setup-demo:
	@tools/setup.sh build

build: setup-demo ## libopi.so, libopi.a and the opi program, in target/release; updates include/opi.h
	cargo build --release --workspace --exclude opi-api $(LOCKED)
	@ln -sf libopi.so $(OPI_LIB_DIR)/libopi.so.0

# opi-api asks the Rust source what libopi offers and makes all of it that api/templates has a template for; the build of
# the root package makes opi.h (api/header.rs); the lists that only `opi` itself knows come last.
generate: export OPI_HEADER = # here it is written, also within `make test`
generate: ## renews what is made from the Rust source: api/, opi.h, opi.hpp, bindings, tables in docs, man pages
	cargo run --quiet $(LOCKED) -p opi-api
	cargo check --quiet $(LOCKED) -p opi
	UPDATE=1 cargo test --quiet $(LOCKED) --test docs -- --skip as_written --skip c_example

# Only what runs, as quickly as it compiles: the library, `opi` with its simulated terminal, and the till in C.
demo: export OPI_LIB_DIR := $(abspath $(TARGET))/demo
demo: setup-demo ## a till in C pays at a simulated terminal: SCENARIO=approve|decline|abort
	cargo build --profile demo -p opi-ffi -p opi --no-default-features $(LOCKED)
	@ln -sf libopi.so $(OPI_LIB_DIR)/libopi.so.0
	$(CC) -std=c99 -pedantic -Wall -Wextra -O2 -pthread -Iinclude examples/c/till.c -o $(OPI_LIB_DIR)/till \
		-L$(OPI_LIB_DIR) -lopi -Wl,-rpath,$(OPI_LIB_DIR)
	@tools/demo.sh $(SCENARIO)

example-c: build ## the till in C at a simulated terminal: SCENARIO=approve|decline|abort
	@mkdir -p $(TARGET)/examples
	$(CC) -std=c99 -pedantic -Wall -Wextra -O2 -pthread -Iinclude examples/c/till.c -o $(TARGET)/examples/till-c \
		-L$(OPI_LIB_DIR) -lopi -Wl,-rpath,$(OPI_LIB_DIR)
	@tools/demo.sh $(SCENARIO) $(TARGET)/examples/till-c

example-cpp: build ## the till in C++, the same
	@mkdir -p $(TARGET)/examples
	$(CXX) -std=c++11 -pedantic -Wall -Wextra -O2 -pthread -Iinclude examples/cpp/till.cpp -o $(TARGET)/examples/till-cpp \
		-L$(OPI_LIB_DIR) -lopi -Wl,-rpath,$(OPI_LIB_DIR)
	@tools/demo.sh $(SCENARIO) $(TARGET)/examples/till-cpp

# Nothing is built here, so that it may run as root: `make build`, then `sudo make install`.
install uninstall: export PREFIX := $(PREFIX)
install uninstall: export LIBDIR := $(LIBDIR)
install uninstall: export INCLUDEDIR := $(INCLUDEDIR)
install uninstall: export DESTDIR := $(DESTDIR)
install uninstall: export STRIP := $(STRIP)
install: ## libraries, headers, pkg-config and CMake package: PREFIX, LIBDIR, INCLUDEDIR, DESTDIR, STRIP=yes
	@tools/install.sh install

uninstall: ## takes away what install put there
	@tools/install.sh uninstall

cross: build ## libopi for 32-bit Linux, ARM and Windows, and its smoke tests (installs 1.6 GB of compilers)
	@tools/setup-cross.sh
	@tools/cross.sh

# The stages run one after the other, each timed; the first that fails ends the run.
# OPI_HEADER=check: here build.rs compares include/opi.h with the code instead of rewriting it.
STAGES := setup fmt-check build check-abi lint test-rust test-recipes \
	test-c test-cpp test-valgrind test-sanitize test-install test-torture \
	test-python package-python test-java test-csharp test-scenarios parity test-demo docs doxygen

test: export OPI_HEADER = check
test: ## install what is missing and run every check and test
	@rm -rf $(TARGET)/parity # what is proved, is proved by this run
	@MAKE="$(MAKE)" tools/stages.sh $(STAGES)

bench: build ## prints ratios: an exchange beside bare sockets, the journal's cost, a payment among 5,000, callbacks beside C
	cargo bench -p opi-core --bench exchange
	cargo bench -p opi --bench shop
	@benches/callback.sh

tsan: ## the tests of what is handed between threads, under ThreadSanitizer (installs Debian's Rust)
	@tools/tsan.sh

# The till and what kills it are C programs on the built libopi.so; whoever drives them is Rust in the dev profile.
TORTURE = cargo run --quiet $(LOCKED) --example torture --

torture: build ## the kill matrix at length: N=10000 SEED=1, or one run: CASE='dialect=ch death=point:12 …'
	@$(TORTURE) --runs $(or $(N),10000) --seed $(or $(SEED),1) $(if $(CASE),--case '$(CASE)')

test-torture: build ## the kill matrix in short
	@$(TORTURE) --runs 400

fmt: ## format the Rust code
	cargo fmt --all

fmt-check:
	cargo fmt --all --check

lint: ## clippy on everything, and no circles of imports; a warning is an error
	@tools/circles.py
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

test-cpp: build ## the C++ tests alone, on the built libopi.so
	@tests/cpp/run.sh

test-valgrind: export RUN_UNDER = valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite
test-valgrind: build ## the C and C++ tests under valgrind
	@tests/c/run.sh
	@tests/cpp/run.sh

test-sanitize: build ## the C++ tests with the address and undefined-behaviour sanitizers
	@SANITIZE=1 tests/cpp/run.sh

test-scenarios: build ## every scenario with the till of every language; a journal passed from one language to the next
	@tests/runners/run.sh
	@tests/runners/around.py

test-install: build ## installed into a clean place and used from outside the tree, by pkg-config and CMake
	@tests/install/run.sh

test-recipes: build ## what CONTRIBUTING says how to add: done to a copy of the tree, and seen in every language
	@tests/recipes/run.py

parity: ## docs/parity.md from what the tests of all languages proved; fails when a cell is missing
	@tools/parity.py

doxygen: ## documentation of opi.h and opi.hpp, in target/doxygen; a warning is an error
	@tools/doxygen.sh

test-demo: ## every demo scenario, one after the other
	@for s in approve decline abort; do $(MAKE) --no-print-directory demo SCENARIO=$$s || exit 1; done

test-java: build ## the Java binding: JUnit under -Xcheck:jni, Javadoc, the example and the package
	@bindings/java/test.sh

example-java: build ## a till in Java pays at a simulated terminal: SCENARIO=approve|decline|abort
	@bindings/java/example.sh $(SCENARIO)

package-java: build ## the jar with its libraries, proven from an empty Maven repository
	@bindings/java/package.sh

test-python: build ## the Python binding: types, tests, API documentation
	@bindings/python/test.sh

example-python: build ## a till in Python pays at a simulated terminal: SCENARIO=approve|decline|abort
	@OPI_LIBRARY=$(OPI_LIB_DIR)/libopi.so PYTHONPATH=bindings/python/src python3 bindings/python/example.py $(SCENARIO)

package-python: build ## the Python wheel, checked, and tried in a clean venv; in target/python/dist
	@bindings/python/package.sh

test-csharp: build ## the C# binding on Mono and .NET 8, its package in a clean place, the example in every scenario
	@bindings/csharp/build.sh test
	@bindings/csharp/build.sh example-all >/dev/null

example-csharp: build ## a till in C#, with the package installed, at a simulated terminal: SCENARIO=approve|decline|abort
	@bindings/csharp/build.sh example $(SCENARIO)

package-csharp: build ## the NuGet package, in target/csharp/feed
	@bindings/csharp/build.sh package

deny: ## licences and sources of all dependencies (needs cargo-deny)
	cargo deny check licenses bans sources

clean: ## remove everything built
	cargo clean
