"""Settings of all tests: hypothesis without deadlines (machines differ), and the same examples every time."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "zhengce", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("zhengce")
