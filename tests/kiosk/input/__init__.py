"""Tests of what hands, keyboards and scanners say."""
