pytest_plugins = ["tests.provision.plugin"]
