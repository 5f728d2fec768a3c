"""What outlives the process: tables, transactions, encryption, wakes, migrations."""
