"""Git that understands assessments: hooks, a diff driver, a textconv and a merge driver."""
